using System.Collections.Immutable;
using TransferPredict.Features.Concepts;
using TransferPredict.Features.Concepts.Clustering;
using TransferPredict.Features.Representations.Similarity;
using TransferPredict.Features.Representations.Vectors;

namespace TransferPredict.Features.Texts;

/// <summary>What <see cref="LayerComparison"/> computes and how.</summary>
public sealed record LayerComparisonOptions
{
    /// <summary>What is read of each language.</summary>
    public RepresentationOptions Reading { get; init; } = new();

    /// <summary>The only source that pairs are compared from; null for every language.</summary>
    public string? From { get; init; }

    /// <summary>Concepts to look for in each layer, over all languages and in each; null leaves concepts out.</summary>
    public int? Concepts { get; init; }

    /// <summary>How concepts are found.</summary>
    public ConceptClustering Clustering { get; init; }

    /// <summary>Times that k-means starts afresh.</summary>
    public int Restarts { get; init; } = new KMeansOptions().Restarts;

    /// <summary>Percent of a concept's words that each language must exceed for the concept to be shared.</summary>
    public double OverlapPercent { get; init; } = 30;

    /// <summary>When concepts are aligned.</summary>
    public AlignmentOptions Alignment { get; init; } = new();

    /// <summary>The most words of a language that vote, and that are voted for: the exact search takes time with their square.</summary>
    public int NeighbourWords { get; init; } = 2048;

    /// <summary>How neighbours are searched.</summary>
    public NeighbourOptions Neighbours { get; init; } = new();

    /// <summary>Threads; results do not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    internal ImmutableArray<int> Cluster(ReadOnlyMemory<float> points, int width, IProgress<double>? progress, CancellationToken cancellation) => Clustering == ConceptClustering.Ward
        ? Ward.Fit(points, width, new WardOptions { Threads = Threads }, progress, cancellation).Cut(Concepts!.Value)
        : KMeans.Fit(points, width, new KMeansOptions { Clusters = Concepts!.Value, Restarts = Restarts, Seed = Reading.Seed, Threads = Threads }, progress, cancellation).Assignments;
}
