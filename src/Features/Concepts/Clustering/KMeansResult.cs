using System.Collections.Immutable;

namespace TransferPredict.Features.Concepts.Clustering;

/// <summary>What k-means found.</summary>
/// <param name="Assignments">Each point's cluster, 0 to clusters - 1.</param>
/// <param name="Centroids">The clusters' means one after the other, clusters x columns.</param>
/// <param name="Inertia">Sum of the squared distances of the points to their centroids, 0 or more.</param>
/// <param name="Iterations">Times the centroids were moved.</param>
/// <param name="Converged">Whether it ended before the greatest number of iterations.</param>
public sealed record KMeansResult(ImmutableArray<int> Assignments, ImmutableArray<float> Centroids, double Inertia, int Iterations, bool Converged);
