namespace TransferPredict.Features.Spectra.PowerLaws;

/// <summary>What a power-law fit found: <see cref="Fitted"/> or <see cref="Failed"/>, never a number that stands for failure.</summary>
public abstract record PowerLawResult
{
    PowerLawResult()
    {
    }

    /// <summary>A power law p(λ) ~ λ^-Alpha for λ in [Xmin, Xmax], times exp(-Lambda λ) where it is truncated.</summary>
    /// <param name="Alpha">
    /// Exponent, above 1 for a pure power law, +infinity where all eigenvalues of the tail are equal; 1 or more for a truncated one.
    /// </param>
    /// <param name="D">Kolmogorov-Smirnov distance between the tail and the fitted law, in [0, 1).</param>
    /// <param name="Sigma">
    /// Standard error of the exponent, (Alpha - 1)/√m for a tail of m eigenvalues; of a truncated law from the likelihood's curvature.
    /// </param>
    /// <param name="Xmin">Where the tail begins, an eigenvalue above the threshold.</param>
    /// <param name="Xmax">The largest eigenvalue that took part.</param>
    /// <param name="Spikes">
    /// Eigenvalues at or above <paramref name="Xmin"/> (WeightWatcher's num_pl_spikes), 2 or more; clipped fingers count,
    /// eigenvalues left out by <see cref="PowerLawOptions.WithoutLargest"/> do not.
    /// </param>
    public sealed record Fitted(double Alpha, double D, double Sigma, double Xmin, double Xmax, int Spikes) : PowerLawResult
    {
        /// <summary>The truncated law's Λ, 0 or more, in units of 1/λ; null where the law is a pure power law.</summary>
        public double? Lambda { get; init; }

        /// <summary>What clipping did; null where it was not asked for.</summary>
        public FingerClip? Fingers { get; init; }
    }

    /// <summary>There is nothing to fit.</summary>
    /// <param name="Reason">What was found and what a fit needs.</param>
    public sealed record Failed(string Reason) : PowerLawResult;
}
