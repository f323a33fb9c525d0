using TransferPredict.Features.Representations.Similarity;

namespace TransferPredict.Features.Texts;

/// <summary>Everything measured of a source and a target in one layer; what text is lacking for is null.</summary>
/// <param name="Layer">The layer, from 0, the embeddings' output.</param>
/// <param name="Source">The source language.</param>
/// <param name="Target">The target language.</param>
/// <param name="Words">How alike their words are.</param>
/// <param name="NeighbourShare">NN-Rank: the share of the target's votes that the source gets, among all other languages compared.</param>
/// <param name="Parallel">How alike their sentences are; forward is from source to target.</param>
/// <param name="Overlap">COLAP, from one clustering of all languages.</param>
/// <param name="Alignment">CALIGN, from clusterings of each language apart.</param>
/// <param name="Entropy">Mean entropy over the two of the concepts that hold a word of them, in bits.</param>
public sealed record PairMeasures(
    int Layer, string Source, string Target, WordSimilarity? Words, double? NeighbourShare, ParallelSimilarity? Parallel,
    double? Overlap, double? Alignment, double? Entropy)
{
    /// <summary>The names of all values, as columns of a table have them.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "mean_cosine", "centroid", "bures", "ks", "pearson", "cosine", "combined", "nn_rank",
        "cosine_gap", "p_at_1", "p_at_1_back", "csls", "csls_back", "cka", "procrustes", "colap", "calign", "entropy",
    ];

    /// <summary>All values in the order of <see cref="Names"/>; null where there is none.</summary>
    public IReadOnlyList<double?> Values =>
    [
        Words?.MeanCosine, Words?.Centroid, Words?.Bures, Words?.KolmogorovSmirnov, Words?.Pearson, Words?.Cosine, Words?.Combined, NeighbourShare,
        Parallel?.CosineGap, Parallel?.Precision.Forward, Parallel?.Precision.Backward, Parallel?.Csls.Forward, Parallel?.Csls.Backward,
        Parallel?.LinearCka, Parallel?.Procrustes, Overlap, Alignment, Entropy,
    ];
}
