using TransferPredict.Features.Representations.Vectors;

namespace TransferPredict.Features.Tests.Representations.Vectors;

public sealed class RunningMomentsTest
{
    [Theory]
    [InlineData(1, 3, 0)]
    [InlineData(1024, 2, 5)]
    [InlineData(2500, 5, 1000)] // a mean a thousand times the spread
    public void Finish_IsThePlainMoments(int count, int width, float shift)
    {
        float[] rows = [.. SeededVectors.Random(count * width, 1).Select(v => v + shift)];
        var moments = new RunningMoments(width);
        foreach (float[] row in rows.Chunk(width))
            moments.Add(row);

        (double[] mean, double[] covariance) = moments.Finish();

        LayerVectors plain = SeededVectors.Layer(rows, width);
        Assert.Equal(count, moments.Count);
        Assert.All(plain.Mean.Zip(mean), pair => Assert.Equal(pair.First, pair.Second, 1e-12 * (1 + shift)));
        Assert.All(plain.Covariance.Zip(covariance), pair => Assert.Equal(pair.First, pair.Second, 1e-7));
    }
}
