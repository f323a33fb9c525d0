using System.Collections.Immutable;

namespace TransferPredict.Features.Concepts.Clustering;

/// <summary>How points were joined to one cluster, step by step.</summary>
/// <param name="Merges">The steps by ascending height, one fewer than points.</param>
public sealed record Dendrogram(ImmutableArray<ClusterMerge> Merges)
{
    /// <summary>Number of points.</summary>
    public int Points => Merges.Length + 1;

    /// <summary>Cuts the tree into clusters.</summary>
    /// <param name="clusters">Clusters wanted, 1 to <see cref="Points"/>.</param>
    /// <returns>Each point's cluster, numbered from 0 in the order of their first points.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer points than clusters.</exception>
    public ImmutableArray<int> Cut(int clusters)
    {
        if (clusters < 1 || clusters > Points)
            ConceptsThrow.ClusterCount(clusters, Points, nameof(clusters));
        // Points to an earlier point of the same cluster, or to itself.
        int[] earlier = [.. Enumerable.Range(0, Points)];
        foreach (ClusterMerge merge in Merges.AsSpan()[..(Points - clusters)])
            earlier[merge.Second] = merge.First;
        int[] labels = new int[Points];
        int next = 0;
        for (int i = 0; i < labels.Length; i++)
            labels[i] = earlier[i] == i ? next++ : labels[earlier[i]];
        return [.. labels];
    }
}
