namespace TransferPredict.Features.Spectra.PowerLaws;

/// <summary>The best start of a tail among sorted eigenvalues.</summary>
/// <param name="Index">Place of the tail's first eigenvalue.</param>
/// <param name="Excess">The exponent less 1, above 0; +infinity where the whole tail is equal.</param>
/// <param name="D">Distance between the tail and its law.</param>
readonly record struct PowerLawStart(int Index, double Excess, double D)
{
    internal double Alpha => 1 + Excess;
}
