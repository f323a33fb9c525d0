using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Spectra;

/// <summary>
/// WeightWatcher's norm metrics of a matrix W of N x M (N >= M), from the M eigenvalues of WᵀW, zeros included (WeightWatcher
/// 0.7.5.5, RMT_Util.py and weightwatcher.py; docs/ww.md). A metric that the matrix does not have is null.
/// </summary>
/// <param name="Norm">Sum of the eigenvalues, the squared Frobenius norm; 0 or more.</param>
/// <param name="LogNorm">log10 of <paramref name="Norm"/>; null for a zero matrix.</param>
/// <param name="SpectralNorm">Largest eigenvalue (the square of the largest singular value); 0 or more.</param>
/// <param name="LogSpectralNorm">log10 of <paramref name="SpectralNorm"/>; null for a zero matrix.</param>
/// <param name="StableRank">Norm/SpectralNorm, in [1, M]; null for a zero matrix.</param>
/// <param name="Entropy">-Σ p ln p / ln(MatrixRank + 1e-10) with p = λ/Σλ + 1e-10, about [0, 1]; null below rank 2.</param>
/// <param name="MatrixRank">Singular values above N ε times the largest, ε = 2.2e-16.</param>
/// <param name="RankLoss">M - MatrixRank.</param>
/// <param name="PowerLaw">The power law fitted to the eigenvalues.</param>
/// <param name="AlphaWeighted">Alpha log10(SpectralNorm); null without a finite Alpha.</param>
/// <param name="LogAlphaNorm">log10 Σ λ^Alpha; null without a finite Alpha.</param>
public sealed record SpectralMetrics(
    double Norm, double? LogNorm, double SpectralNorm, double? LogSpectralNorm, double? StableRank, double? Entropy,
    int MatrixRank, int RankLoss, PowerLawResult PowerLaw, double? AlphaWeighted, double? LogAlphaNorm)
{
    const double MachineEpsilon = 2.220446049250313e-16;
    const double EntropyEpsilon = 1e-10;

    /// <summary>Computes the metrics and fits the power law.</summary>
    /// <param name="eigenvalues">The min(rows, columns) eigenvalues of WᵀW (or WWᵀ, the smaller), in any order, not divided.</param>
    /// <param name="rows">Rows of W, repeated ones counted.</param>
    /// <param name="columns">Columns of W.</param>
    /// <exception cref="ArgumentException">Another number of eigenvalues; one that is not finite, or clearly negative.</exception>
    public static SpectralMetrics Compute(ReadOnlySpan<double> eigenvalues, int rows, int columns)
    {
        if (eigenvalues.Length != Math.Min(rows, columns))
            SpectraThrow.EigenvalueCount(eigenvalues.Length, rows, columns, nameof(eigenvalues));
        double[] values = Spectrum.Ascending(eigenvalues, nameof(eigenvalues));
        double norm = Spectrum.Sum(values, nameof(eigenvalues));
        double largest = values[^1];
        int rank = Rank(values, Math.Max(rows, columns));

        PowerLawResult powerLaw = PowerLawFit.Fit(values);
        double? logLargest = largest > 0 ? PortableMath.Log10(largest) : null;
        double? alphaWeighted = null, logAlphaNorm = null;
        if (powerLaw is PowerLawResult.Fitted { Alpha: var alpha } && double.IsFinite(alpha))
        {
            alphaWeighted = alpha * logLargest;
            logAlphaNorm = alphaWeighted + PortableMath.Log10(SumOfPowers(values, alpha));
        }
        return new SpectralMetrics(
            norm, norm > 0 ? PortableMath.Log10(norm) : null, largest, logLargest, largest > 0 ? norm / largest : null,
            rank >= 2 ? NormalizedEntropy(values, norm, rank) : null, rank, values.Length - rank, powerLaw, alphaWeighted, logAlphaNorm);
    }

    static int Rank(double[] ascending, int larger)
    {
        double tolerance = Math.Sqrt(ascending[^1]) * larger * MachineEpsilon;
        int rank = 0;
        foreach (double value in ascending)
            rank += Math.Sqrt(value) > tolerance ? 1 : 0;
        return rank;
    }

    static double NormalizedEntropy(double[] values, double sum, int rank)
    {
        double entropy = 0;
        foreach (double value in values)
        {
            double p = value / sum + EntropyEpsilon;
            entropy -= p * PortableMath.Log(p);
        }
        return entropy / PortableMath.Log(rank + EntropyEpsilon);
    }

    // Σ (λ/λ_max)^α: relative to the largest, so that no power overflows.
    static double SumOfPowers(double[] ascending, double alpha)
    {
        double logLargest = PortableMath.Log(ascending[^1]);
        double sum = 0;
        foreach (double value in ascending)
        {
            if (value > 0)
                sum += PortableMath.Exp(alpha * (PortableMath.Log(value) - logLargest));
        }
        return sum;
    }
}
