namespace TransferPredict.Features.Concepts.Clustering;

/// <summary>How <see cref="KMeans"/> clusters.</summary>
public sealed record KMeansOptions
{
    /// <summary>Clusters wanted: 1 or more. 600 as in Mousi et al., ACL 2024.</summary>
    public int Clusters { get; init; } = 600;

    /// <summary>Times to start afresh from other seeds, 1 or more; the result of the least inertia is kept.</summary>
    public int Restarts { get; init; } = 3;

    /// <summary>Iterations at most, 1 or more.</summary>
    public int MaxIterations { get; init; } = 300;

    /// <summary>
    /// Ends when the centroids' squared shifts add up to no more than this share of the mean variance of a column; 0 ends only when
    /// no point changes its cluster.
    /// </summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>Where chance starts.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Threads to use; -1 for all. The result does not depend on it.</summary>
    public int Threads { get; init; } = -1;
}
