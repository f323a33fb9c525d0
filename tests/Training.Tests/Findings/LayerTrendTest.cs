using TransferPredict.Training.Findings;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Tests.Findings;

public sealed class LayerTrendTest
{
    [Fact]
    public void Of_MeansRiseAndHighestLayer()
    {
        LayerTrend trend = LayerTrend.Of("m", "colap", [(0, "aaa", 0.1), (0, "bbb", 0.3), (1, "aaa", 0.5), (1, "bbb", 0.7), (2, "aaa", 0.4), (2, "bbb", 0.6), (2, "bbb", double.NaN)], seed: 1)!;
        Assert.Equal([0.2, 0.6, 0.5], trend.Layers.Select(l => Math.Round(l.Value, 12)));
        Assert.Equal((1, false, 1), (trend.Highest, trend.RisesThroughout, trend.Rise.Sign));
        Assert.Equal(0.3, trend.Rise.Value, 12);
        Assert.Equal(0.1, trend.Layers[0].Interval!.Value.Low, 12); // both draws the lower target in one sample of four
    }

    [Fact]
    public void Of_NothingWhereALayerHasNoValue() => Assert.Null(LayerTrend.Of("m", "colap", [(0, "aaa", 0.1), (2, "aaa", 0.2)], seed: 1));

    [Fact]
    public void Figure_SignOfAnIntervalThatHoldsZeroIsZero()
    {
        Assert.Equal(0, new Figure(0.1, new ConfidenceInterval(-0.1, 0.3), 2).Sign);
        Assert.Equal(-1, new Figure(-0.1, new ConfidenceInterval(-0.3, -0.05), 2).Sign);
        Assert.Equal(0, new Figure(0.1, null, 2).Sign);
    }
}
