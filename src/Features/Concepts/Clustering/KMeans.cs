using System.Collections.Immutable;
using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Concepts.Clustering;

/// <summary>
/// k-means by Lloyd's iterations (IEEE Transactions on Information Theory 1982) from greedy k-means++ seeds. Every distance is
/// computed in every iteration, by a fused matrix product and minimum that never stores them. The same points, options and seed give the
/// same bits for any number of threads.
/// </summary>
public static class KMeans
{
    /// <summary>Clusters points from seeds of its own.</summary>
    /// <param name="points">Vectors one after the other, float32, finite; the sum of all squares at most 1e36.</param>
    /// <param name="columns">Values of a vector, 1 or more.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Is told after every restart the share of them that is done, in (0, 1].</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>The best of the restarts; a cluster is empty only where there are fewer different points than clusters, or where the last iteration left it so.</returns>
    /// <exception cref="ArgumentException">The length does not fit, or a value is not finite or too large.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer points than clusters, or an option is out of its range.</exception>
    /// <exception cref="OperationCanceledException">The work was ended early.</exception>
    public static KMeansResult Fit(
        ReadOnlyMemory<float> points, int columns, KMeansOptions options, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Restarts, 1);
        using PointMatrix matrix = Open(points, columns, options, cancellation);
        if (options.Clusters < 1 || options.Clusters > matrix.Rows)
            ConceptsThrow.ClusterCount(options.Clusters, matrix.Rows, nameof(options));
        using var search = new CentroidSearch(matrix, options.Clusters);
        KMeansResult? best = null;
        for (int restart = 0; restart < options.Restarts; restart++)
        {
            var random = new SeededRandom(options.Seed, $"k-means/{restart}");
            KMeansResult result = Iterate(matrix, search, KMeansSeeding.Choose(matrix, options.Clusters, ref random), options);
            if (best is null || result.Inertia < best.Inertia)
                best = result;
            progress?.Report((restart + 1.0) / options.Restarts);
        }
        return best!;
    }

    /// <summary>Clusters points from given centroids, once; their number is the number of clusters.</summary>
    /// <param name="points">Vectors one after the other, as for <see cref="Fit"/>.</param>
    /// <param name="columns">Values of a vector, 1 or more.</param>
    /// <param name="centroids">Where to start: vectors one after the other, as many as clusters are wanted.</param>
    /// <param name="options">How; its clusters, restarts and seed do not matter.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <inheritdoc cref="Fit" path="/exception"/>
    public static KMeansResult FitFrom(
        ReadOnlyMemory<float> points, int columns, ReadOnlySpan<float> centroids, KMeansOptions options, CancellationToken cancellation = default)
    {
        using PointMatrix matrix = Open(points, columns, options, cancellation);
        if (centroids.Length == 0 || centroids.Length % columns != 0)
            ConceptsThrow.CentroidsLength(centroids.Length, columns, nameof(centroids));
        using var search = new CentroidSearch(matrix, centroids.Length / columns);
        return Iterate(matrix, search, centroids.ToArray(), options);
    }

    static PointMatrix Open(ReadOnlyMemory<float> points, int columns, KMeansOptions options, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxIterations, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Tolerance);
        return new PointMatrix(points, columns, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellation }, nameof(points));
    }

    static KMeansResult Iterate(PointMatrix points, CentroidSearch search, float[] start, KMeansOptions options)
    {
        var means = new ClusterMeans(points, start);
        int[] assignments = new int[points.Rows], previous = new int[points.Rows];
        search.Assign(means.Centroids, assignments);
        int iterations = 0;
        bool converged = false;
        while (!converged && iterations < options.MaxIterations)
        {
            double shift = means.Update(assignments);
            (assignments, previous) = (previous, assignments);
            search.Assign(means.Centroids, assignments);
            iterations++;
            converged = shift <= options.Tolerance * points.MeanVariance || assignments.AsSpan().SequenceEqual(previous);
        }
        return new KMeansResult([.. assignments], [.. means.Centroids], points.SquaredDistances(means.Centroids, assignments).Sum(), iterations, converged);
    }
}
