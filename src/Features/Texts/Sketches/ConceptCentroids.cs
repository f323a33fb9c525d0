using TransferPredict.Features.Concepts.Clustering;

namespace TransferPredict.Features.Texts.Sketches;

/// <summary>The concepts of a model's sources, which words of any language can be assigned to.</summary>
public sealed class ConceptCentroids
{
    readonly float[] _values;

    internal ConceptCentroids(Half[] centroids, int width)
    {
        (Centroids, Width) = (centroids, width);
        _values = [.. centroids.Select(value => (float)value)];
    }

    /// <summary>Values in a vector.</summary>
    public int Width { get; }

    internal Half[] Centroids { get; }

    /// <summary>Clusters the words of the sources.</summary>
    /// <param name="sources">Word vectors of each source, rows of <paramref name="width"/> values, as many of each.</param>
    /// <param name="width">Values in a vector.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public static ConceptCentroids Find(IEnumerable<float[]> sources, int width, KMeansOptions options, CancellationToken cancellation = default) =>
        new([.. KMeans.Fit(sources.SelectMany(rows => rows).ToArray(), width, options, cancellation: cancellation).Centroids.Select(value => (Half)value)], width);

    internal ushort[] Assign(float[] words) => [.. NearestCentroid.Assign(words, Width, _values).Select(cluster => (ushort)cluster)];
}
