namespace TransferPredict.Features.Spectra;

/// <summary>What a power-law fit found: <see cref="Fitted"/> or <see cref="Failed"/>, never a number that stands for failure.</summary>
public abstract record PowerLawResult
{
    PowerLawResult()
    {
    }

    /// <summary>A power law p(λ) ~ λ^-Alpha for λ in [Xmin, Xmax].</summary>
    /// <param name="Alpha">Exponent, above 1; +infinity where all eigenvalues of the tail are equal.</param>
    /// <param name="D">Kolmogorov-Smirnov distance between the tail and the fitted law, in [0, 1).</param>
    /// <param name="Sigma">Standard error of the exponent, (Alpha - 1)/√m for a tail of m eigenvalues.</param>
    /// <param name="Xmin">Where the tail begins, an eigenvalue above the threshold.</param>
    /// <param name="Xmax">The largest eigenvalue.</param>
    /// <param name="Spikes">Eigenvalues at or above <paramref name="Xmin"/> (WeightWatcher's num_pl_spikes), 2 or more.</param>
    public sealed record Fitted(double Alpha, double D, double Sigma, double Xmin, double Xmax, int Spikes) : PowerLawResult;

    /// <summary>There is nothing to fit.</summary>
    /// <param name="Reason">What was found and what a fit needs.</param>
    public sealed record Failed(string Reason) : PowerLawResult;
}
