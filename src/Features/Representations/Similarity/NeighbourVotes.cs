using System.Buffers;
using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Representations.Similarity;

/// <summary>
/// NN-Rank (Ebrahimi, Wiemerslage and von der Wense, "Model-Based Ranking of Source Languages for Zero-Shot Cross-Lingual
/// Transfer", EMNLP 2025, arXiv 2510.03202): every word of the target votes for the languages of its nearest neighbours among the
/// words of all candidate sources. The search is exact, by cosine.
/// </summary>
public static class NeighbourVotes
{
    const int TargetBlock = 256;
    const int SourceBlock = 1024;

    /// <summary>The share of the votes that each source gets, in [0, 1]; they add up to 1.</summary>
    /// <param name="target">Word vectors of the target, rows of <paramref name="width"/> finite values, at least one.</param>
    /// <param name="sources">
    /// Word vectors of each source, likewise. Give as many of each source: twice the words get about twice the votes.
    /// </param>
    /// <param name="width">Values in a vector.</param>
    /// <param name="options">How to search.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="ArgumentException">A length does not fit, or there is no vector.</exception>
    public static double[] Compute(
        ReadOnlyMemory<float> target, IReadOnlyList<ReadOnlyMemory<float>> sources, int width, NeighbourOptions? options = null,
        CancellationToken cancellation = default)
    {
        options ??= new NeighbourOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Neighbours, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.Threads, nameof(options));
        foreach (ReadOnlyMemory<float> rows in sources.Prepend(target))
        {
            if (rows.Length % width != 0)
                throw RepresentationThrow.Rows(rows.Length, width, nameof(sources));
        }
        if (target.IsEmpty || sources.All(source => source.IsEmpty))
            throw new ArgumentException("No word vectors were given of the target or of all sources; at least one of each was expected.", nameof(target));

        int words = target.Length / width, blocks = (words + TargetBlock - 1) / TargetBlock;
        long[] votes = new long[sources.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads == 0 ? -1 : options.Threads, CancellationToken = cancellation };
        Parallel.For(0, blocks, parallel, block =>
        {
            int first = block * TargetBlock, count = Math.Min(TargetBlock, words - first);
            int[] neighbours = Search(target.Span.Slice(first * width, count * width), sources, width, options.Neighbours, cancellation);
            foreach (int source in neighbours.Where(source => source >= 0))
                Interlocked.Increment(ref votes[source]);
        });
        double all = votes.Sum();
        return [.. votes.Select(count => count / all)];
    }

    /// <summary>The sources of the nearest neighbours of each target word, -1 where there are fewer vectors than neighbours asked for.</summary>
    static int[] Search(
        ReadOnlySpan<float> target, IReadOnlyList<ReadOnlyMemory<float>> sources, int width, int neighbours, CancellationToken cancellation)
    {
        int words = target.Length / width;
        int[] nearest = new int[words * neighbours];
        float[] similarities = new float[nearest.Length];
        nearest.AsSpan().Fill(-1);
        similarities.AsSpan().Fill(float.NegativeInfinity);
        float[] unit = UnitRows.Of(target, width);
        float[] block = ArrayPool<float>.Shared.Rent(SourceBlock * width), products = ArrayPool<float>.Shared.Rent(words * SourceBlock);
        try
        {
            for (int source = 0; source < sources.Count; source++)
            {
                ReadOnlySpan<float> rows = sources[source].Span;
                for (int start = 0; start < rows.Length; start += SourceBlock * width)
                {
                    cancellation.ThrowIfCancellationRequested();
                    ReadOnlySpan<float> part = rows.Slice(start, Math.Min(SourceBlock * width, rows.Length - start));
                    int count = part.Length / width;
                    UnitRows.Compute(part, width, block.AsSpan(0, part.Length));
                    DotProducts.Compute(unit, block.AsSpan(0, part.Length), width, products.AsSpan(0, words * count));
                    for (int word = 0; word < words; word++)
                    {
                        Insert(products.AsSpan(word * count, count), source, similarities.AsSpan(word * neighbours, neighbours),
                            nearest.AsSpan(word * neighbours, neighbours));
                    }
                }
            }
            return nearest;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(block);
            ArrayPool<float>.Shared.Return(products);
        }
    }

    /// <summary>Keeps the best, best first; of equal ones those that came first stay, so ties go to the earlier source and word.</summary>
    static void Insert(ReadOnlySpan<float> products, int source, Span<float> similarities, Span<int> nearest)
    {
        float worst = similarities[^1];
        foreach (float product in products)
        {
            if (!(product > worst))
                continue;
            int place = similarities.Length - 1;
            for (; place > 0 && product > similarities[place - 1]; place--)
                (similarities[place], nearest[place]) = (similarities[place - 1], nearest[place - 1]);
            (similarities[place], nearest[place]) = (product, source);
            worst = similarities[^1];
        }
    }
}
