namespace TransferPredict.Features.Concepts.Clustering;

/// <summary>Two clusters that were joined.</summary>
/// <param name="First">The first point of one cluster.</param>
/// <param name="Second">The first point of the other, which comes after it.</param>
/// <param name="Height">√(2 n m / (n + m)) times the distance of the two centroids, n and m their points: 0 or more.</param>
/// <param name="Size">Points of the cluster that they make.</param>
public readonly record struct ClusterMerge(int First, int Second, double Height, int Size);
