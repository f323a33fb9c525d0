using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Tests.Validation;

public sealed class GroupBootstrapTest
{
    [Fact]
    public void MeanOfBoth_DrawsEachKindByItself()
    {
        // The value is the first kind's alone: drawing the second changes nothing, drawing the first does.
        (string, string, double)[] rows = [.. from a in Enumerable.Range(0, 6) from b in Enumerable.Range(0, 8) select ($"a{a}", $"b{b}", (double)a)];
        Figure both = GroupBootstrap.MeanOfBoth(rows, seed: 1)!, second = GroupBootstrap.Mean(rows.Select(r => (r.Item2, r.Item3)), seed: 1)!;
        Assert.Equal((2.5, 8), (both.Value, both.Groups));
        Assert.Equal(new ConfidenceInterval(2.5, 2.5), second.Interval);
        Assert.InRange(both.Interval!.Value.Low, 0.8, 1.7);
        Assert.InRange(both.Interval.Value.High, 3.3, 4.2);
        Assert.Equal(both, GroupBootstrap.MeanOfBoth(rows.Reverse(), seed: 1));
    }

    [Fact]
    public void MeanOfBoth_WithoutARowIsNull_AndNaNIsNone()
    {
        Assert.Null(GroupBootstrap.MeanOfBoth([("a", "b", double.NaN)], seed: 1));
        Assert.Equal(3, GroupBootstrap.MeanOfBoth([("a", "b", 3), ("a", "c", double.NaN)], seed: 1)!.Value);
    }

    [Fact]
    public void AFigureThatManySamplesLackHasNoInterval()
    {
        // One language of ten has another value: more than a third of the samples miss it, and with it the correlation.
        (string, double, double)[] rows = [.. Enumerable.Range(0, 10).Select(i => ($"l{i}", i == 0 ? 1.0 : 0.0, i / 10.0))];
        Figure figure = GroupBootstrap.Spearman(rows, seed: 1)!;
        Assert.Null(figure.Interval);
        Assert.Equal(0, figure.Sign);
        Assert.True(figure.Value < 0);
    }
}
