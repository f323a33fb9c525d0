namespace TransferPredict.Features.Representations.Similarity;

/// <summary>How neighbours are searched.</summary>
public sealed record NeighbourOptions
{
    /// <summary>How many neighbours of each word vote; as in the paper.</summary>
    public int Neighbours { get; init; } = 5;

    /// <summary>Threads to work with; 0 = one a core. Results do not depend on it.</summary>
    public int Threads { get; init; }
}
