namespace TransferPredict.Features.Representations.Similarity;

/// <summary>
/// The layer whose measures rank sources, chosen once for a model and without any score of transfer: where translations find each
/// other best.
/// </summary>
/// <param name="Layer">The layer, from 0, the embeddings' output.</param>
/// <param name="MeanPrecision">For each layer P@1, the mean over directions and pairs of languages.</param>
public sealed record RepresentationLayer(int Layer, IReadOnlyList<double> MeanPrecision)
{
    /// <summary>Chooses the layer of highest mean P@1, the lowest of equally high ones.</summary>
    /// <param name="precision">For each pair of languages P@1 in each layer.</param>
    /// <returns>The layer; null where there is no pair, for without parallel text there is nothing to choose by.</returns>
    /// <exception cref="ArgumentException">The pairs differ in their number of layers.</exception>
    public static RepresentationLayer? Choose(IReadOnlyList<IReadOnlyList<Retrieval>> precision)
    {
        if (precision.Count == 0)
            return null;
        int layers = precision[0].Count;
        double[] means = new double[layers];
        foreach (IReadOnlyList<Retrieval> pair in precision)
        {
            if (pair.Count != layers)
                throw RepresentationThrow.Unequal("layers", layers, pair.Count, nameof(precision));
            for (int layer = 0; layer < layers; layer++)
                means[layer] += pair[layer].Mean / precision.Count;
        }
        int best = 0;
        for (int layer = 1; layer < layers; layer++)
            best = means[layer] > means[best] ? layer : best;
        return new RepresentationLayer(best, means);
    }
}
