namespace TransferPredict.Features.Concepts.Clustering;

/// <summary>How <see cref="Ward"/> joins clusters.</summary>
public sealed record WardOptions
{
    /// <summary>Bytes that the work may take beside the points: 8 for each of their values. The time grows with the square of the points.</summary>
    public long MemoryLimit { get; init; } = 4L << 30;

    /// <summary>Threads to use; -1 for all. The result does not depend on it.</summary>
    public int Threads { get; init; } = -1;
}
