using TransferPredict.Features.Numerics;
using TransferPredict.Features.Spectra.PowerLaws;

namespace TransferPredict.Features.Spectra;

/// <summary>
/// WeightWatcher's norm metrics of a matrix W of N x M (N >= M), from the M eigenvalues of WᵀW, zeros included (WeightWatcher
/// 0.7.5.5, RMT_Util.py and weightwatcher.py; docs/spectra.md). A logarithm of 0 is -infinity; a metric that the matrix does not
/// have is NaN.
/// </summary>
/// <param name="Norm">Sum of the eigenvalues, the squared Frobenius norm; 0 or more.</param>
/// <param name="LogNorm">log10 of <paramref name="Norm"/>.</param>
/// <param name="SpectralNorm">Largest eigenvalue (the square of the largest singular value); 0 or more.</param>
/// <param name="LogSpectralNorm">log10 of <paramref name="SpectralNorm"/>.</param>
/// <param name="StableRank">Norm/SpectralNorm, in [1, M]; NaN for a zero matrix.</param>
/// <param name="Entropy">-Σ p ln p / ln(MatrixRank + 1e-10) with p = λ/Σλ + 1e-10, about [0, 1]; NaN below rank 2, where it is not defined.</param>
/// <param name="MatrixRank">Singular values above N ε times the largest, ε = 2.2e-16.</param>
/// <param name="RankLoss">M - MatrixRank.</param>
/// <param name="WeakRankLoss">Eigenvalues below 1e-6.</param>
/// <param name="PowerLaw">The power law fitted to the eigenvalues.</param>
/// <param name="AlphaWeighted">Alpha log10(SpectralNorm); NaN without a fit.</param>
/// <param name="LogAlphaNorm">log10 Σ λ^Alpha; NaN without a fit.</param>
public sealed record SpectralMetrics(
    double Norm, double LogNorm, double SpectralNorm, double LogSpectralNorm, double StableRank, double Entropy,
    int MatrixRank, int RankLoss, int WeakRankLoss, PowerLawResult PowerLaw, double AlphaWeighted, double LogAlphaNorm)
{
    const double MachineEpsilon = 2.220446049250313e-16;
    const double EntropyEpsilon = 1e-10;
    const double WeakRankTolerance = 1e-6;

    /// <summary>Fits the power law and computes the metrics.</summary>
    /// <inheritdoc cref="Compute(ReadOnlySpan{double}, int, int, PowerLawResult)"/>
    public static SpectralMetrics Compute(ReadOnlySpan<double> eigenvalues, int rows, int columns) =>
        Compute(eigenvalues, rows, columns, PowerLawFit.Fit(Checked(eigenvalues, rows, columns)));

    /// <summary>Computes the metrics.</summary>
    /// <param name="eigenvalues">The min(rows, columns) eigenvalues of WᵀW (or WWᵀ, the smaller), in any order, not divided.</param>
    /// <param name="rows">Rows of W, repeated ones counted.</param>
    /// <param name="columns">Columns of W.</param>
    /// <param name="powerLaw">The power law fitted to them.</param>
    /// <exception cref="ArgumentException">Another number of eigenvalues; one that is not finite, or clearly negative.</exception>
    public static SpectralMetrics Compute(ReadOnlySpan<double> eigenvalues, int rows, int columns, PowerLawResult powerLaw)
    {
        double[] values = Checked(eigenvalues, rows, columns);
        double norm = Spectrum.Sum(values, nameof(eigenvalues));
        double largest = values[^1];
        double logLargest = Log10(largest);
        int rank = Rank(values, Math.Max(rows, columns));
        double alpha = powerLaw is PowerLawResult.Fitted fitted ? fitted.Alpha : double.NaN;
        return new SpectralMetrics(
            norm, Log10(norm), largest, logLargest, norm / largest, rank >= 2 ? NormalizedEntropy(values, norm, rank) : double.NaN,
            rank, values.Length - rank, values.Count(value => value < WeakRankTolerance), powerLaw,
            alpha * logLargest, LogSumOfPowers(values, alpha, logLargest));
    }

    static double[] Checked(ReadOnlySpan<double> eigenvalues, int rows, int columns)
    {
        if (eigenvalues.Length != Math.Min(rows, columns))
            SpectraThrow.EigenvalueCount(eigenvalues.Length, rows, columns, nameof(eigenvalues));
        return Spectrum.Ascending(eigenvalues, nameof(eigenvalues));
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

    static double LogSumOfPowers(double[] ascending, double alpha, double logLargest)
    {
        if (!double.IsFinite(alpha) || double.IsInfinity(logLargest))
            return alpha * logLargest;

        // Relative to the largest, so that no power overflows.
        double largest = PortableMath.Log(ascending[^1]);
        double sum = 0;
        foreach (double value in ascending)
        {
            if (value > 0)
                sum += PortableMath.Exp(alpha * (PortableMath.Log(value) - largest));
        }
        return alpha * logLargest + PortableMath.Log10(sum);
    }

    static double Log10(double value) => value > 0 ? PortableMath.Log10(value) : double.NegativeInfinity;
}
