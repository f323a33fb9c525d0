using TransferPredict.Features.Representations.Similarity;

namespace TransferPredict.Features.Tests.Representations.Similarity;

public sealed class NeighbourVotesTest
{
    const int Width = 7;

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Compute_IsThePlainSearch(int neighbours)
    {
        float[] target = SeededVectors.Random(300 * Width, 1);
        float[][] sources = [SeededVectors.Random(1100 * Width, 2), [], SeededVectors.Random(500 * Width, 3), SeededVectors.Random(20 * Width, 4)];

        double[] found = Compute(target, sources, neighbours, threads: 1);

        Assert.Equal(Plain(target, sources, neighbours), found);
        Assert.Equal(found, Compute(target, sources, neighbours, threads: 4));
        Assert.Equal(1, found.Sum(), 1e-12);
    }

    [Fact]
    public void Compute_GivesTiesToTheEarlier()
    {
        float[] word = SeededVectors.Random(Width, 5), opposite = [.. word.Select(v => -v)];
        float[] twice = [.. word.Select(v => v * 2)];

        Assert.Equal([1, 0, 0], Compute(word, [twice, word, opposite], 1, 0));
        Assert.Equal([0.5, 0.5, 0], Compute(word, [twice, word, opposite], 2, 0));
        Assert.Equal([1 / 3.0, 1 / 3.0, 1 / 3.0], Compute(word, [twice, word, opposite], 5, 0));
    }

    [Fact]
    public void Compute_RefusesWhatDoesNotFit()
    {
        Assert.Contains("8 values were given", Assert.Throws<ArgumentException>(() => Compute(new float[8], [new float[7]], 1, 1)).Message);
        Assert.Contains("No word vectors", Assert.Throws<ArgumentException>(() => Compute(new float[7], [[], []], 1, 1)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Compute(new float[7], [new float[7]], 0, 1));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => NeighbourVotes.Compute(new float[7], [new float[7]], Width, cancellation: cancelled.Token));
    }

    static double[] Compute(float[] target, float[][] sources, int neighbours, int threads) => NeighbourVotes.Compute(
        target, [.. sources.Select(source => (ReadOnlyMemory<float>)source)], Width, new NeighbourOptions { Neighbours = neighbours, Threads = threads });

    static double[] Plain(float[] target, float[][] sources, int neighbours)
    {
        (int Source, float[] Word)[] all = [.. sources.SelectMany((source, i) => source.Chunk(Width).Select(word => (i, word)))];
        int[] votes = [.. target.Chunk(Width).SelectMany(word =>
            all.OrderByDescending(other => SeededVectors.Cosine(word, other.Word)).Take(neighbours).Select(other => other.Source))];
        return [.. sources.Select((_, i) => votes.Count(vote => vote == i) / (double)votes.Length)];
    }
}
