namespace TransferPredict.Features.Concepts.Clustering;

/// <summary>
/// Agglomerative clustering by Ward's criterion (Journal of the American Statistical Association 1963): the two clusters whose union adds
/// least to the squared distances from the centroids are joined. Instead of the one best pair, every pair of clusters that are each other's
/// nearest is joined at once, which gives the same tree, since a union is never nearer to a third cluster than its parts were (Murtagh,
/// The Computer Journal 1983). Nearest clusters come from centroids and a fused matrix product: memory grows with the points, not with their square.
/// </summary>
public static class Ward
{
    /// <summary>Joins points to one tree.</summary>
    /// <param name="points">Vectors one after the other, float32, finite; the sum of all squares at most 1e36.</param>
    /// <param name="columns">Values of a vector, 1 or more.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Is told the share of the unions that are made, in (0, 1].</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>The tree; the same bits for any number of threads.</returns>
    /// <exception cref="ArgumentException">The length does not fit, a value is not finite or too large, or the memory limit would be passed.</exception>
    /// <exception cref="OperationCanceledException">The work was ended early.</exception>
    public static Dendrogram Fit(
        ReadOnlyMemory<float> points, int columns, WardOptions options, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        long bytes = 2L * sizeof(float) * points.Length;
        if (columns > 0 && bytes > options.MemoryLimit)
            ConceptsThrow.MemoryLimit(points.Length / columns, columns, bytes, options.MemoryLimit, nameof(points));
        using var matrix = new PointMatrix(
            points, columns, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellation }, nameof(points));
        List<ClusterMerge> merges = new(matrix.Rows - 1);
        using var forest = new WardForest(matrix);
        while (forest.Count > 1)
        {
            forest.FindNearest();
            merges.AddRange(forest.JoinNearest());
            progress?.Report(merges.Count / (matrix.Rows - 1.0));
        }
        // Stable: where heights are equal, a cluster's parts were joined before it was.
        return new Dendrogram([.. merges.OrderBy(m => m.Height)]);
    }
}
