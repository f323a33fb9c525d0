using TransferPredict.Features.Numerics;
using TransferPredict.Features.Spectra.Similarity;

namespace TransferPredict.Features.Representations.Similarity;

/// <summary>How alike the word vectors of two languages are in one layer; no parallel text is needed. docs/rep.md says what each tells.</summary>
/// <param name="MeanCosine">Mean cosine over all pairs of a word of each language, in [-1, 1].</param>
/// <param name="Centroid">Distance of the means over the root of the mean spread, 0 or more; null where no word differs from another.</param>
/// <param name="Bures">Bures distance of the Gaussians, likewise relative, 0 or more.</param>
/// <param name="KolmogorovSmirnov">K-S distance of the covariance spectra, in [0, 1]; null where a text is too short, as the next three.</param>
/// <param name="Pearson">Pearson correlation of the spectra's densities, in [-1, 1].</param>
/// <param name="Cosine">Cosine of the spectra's densities, in [0, 1].</param>
/// <param name="Combined">exp(-(D + (1 - r) + (1 - c))) of the three, in (0, 1].</param>
public sealed record WordSimilarity(
    double MeanCosine, double? Centroid, double? Bures, double? KolmogorovSmirnov, double? Pearson, double? Cosine, double? Combined)
{
    /// <summary>Compares two languages.</summary>
    /// <exception cref="ArgumentException">The vectors differ in width.</exception>
    public static WordSimilarity Compute(WordStatistics first, WordStatistics second)
    {
        double scale = Math.Sqrt((first.Spread + second.Spread) / 2);
        bool varies = scale > 0;
        double? ks = null, pearson = null, cosine = null, combined = null;
        if (first.Spectrum is { } a && second.Spectrum is { } b)
        {
            ks = SpectrumSimilarity.KolmogorovSmirnov(a, b);
            pearson = SpectrumSimilarity.DensityPearson(a, b);
            cosine = SpectrumSimilarity.DensityCosine(a, b);
            combined = SpectrumSimilarity.Combined(ks.Value, pearson.Value, cosine.Value, CombinedWeights.Default);
        }
        return new WordSimilarity(
            CosineOfMeans(first.Direction, second.Direction),
            varies ? CentroidDistance(first.Mean, second.Mean) / scale : null,
            varies ? BuresDistance(first, second) / scale : null,
            ks, pearson, cosine, combined);
    }

    /// <summary>
    /// The mean cosine over all pairs of vectors, which is the dot product of the means of the vectors scaled to length 1:
    /// (1/nm) Σᵢⱼ cos(xᵢ, yⱼ) = x̄·ȳ.
    /// </summary>
    public static double CosineOfMeans(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        CheckLengths(first, second);
        double sum = 0;
        for (int i = 0; i < first.Length; i++)
            sum += first[i] * second[i];
        return Math.Clamp(sum, -1, 1);
    }

    /// <summary>The Euclidean distance of two means ‖μ - μ'‖, 0 or more.</summary>
    public static double CentroidDistance(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        CheckLengths(first, second);
        double sum = 0;
        for (int i = 0; i < first.Length; i++)
            sum += (first[i] - second[i]) * (first[i] - second[i]);
        return Math.Sqrt(sum);
    }

    /// <summary>
    /// The Bures (2-Wasserstein, Fréchet) distance of two Gaussians, 0 or more:
    /// √(‖μ - μ'‖² + tr Σ + tr Σ' - 2 tr (Σ^½ Σ' Σ^½)^½) (Dowson and Landau 1982; Gelbrich 1990). With Σ = LLᵀ and Σ' = MMᵀ the last
    /// trace is the sum of the singular values of LᵀM.
    /// </summary>
    /// <exception cref="ArgumentException">The vectors differ in width.</exception>
    public static double BuresDistance(WordStatistics first, WordStatistics second)
    {
        double centroid = CentroidDistance(first.Mean, second.Mean);
        double common = first.Spread == 0 || second.Spread == 0
            ? 0 : NuclearNorm.Compute(CrossProduct.Compute(first.Factor, second.Factor, first.Width), first.Width);
        return Math.Sqrt(centroid * centroid + Math.Max(0, first.Spread + second.Spread - 2 * common));
    }

    static void CheckLengths(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        if (first.Length != second.Length)
            throw RepresentationThrow.Unequal("values of a vector", first.Length, second.Length, nameof(second));
    }
}
