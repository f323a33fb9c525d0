namespace TransferPredict.Features.Spectra.PowerLaws;

/// <summary>A truncated power law fitted to the tail of sorted eigenvalues.</summary>
/// <param name="Index">Place of the tail's first eigenvalue.</param>
/// <param name="Alpha">The exponent, 1 or more.</param>
/// <param name="Lambda">The rate of the exponential factor, 0 or more.</param>
/// <param name="Sigma">Standard error of the exponent.</param>
/// <param name="D">Distance between the tail and its law.</param>
readonly record struct TruncatedTail(int Index, double Alpha, double Lambda, double Sigma, double D);
