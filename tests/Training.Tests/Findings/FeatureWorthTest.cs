using TransferPredict.Training.Findings;
using TransferPredict.Training.Tests.Validation;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Tests.Findings;

public sealed class FeatureWorthTest
{
    // Simpson's paradox by hand: within each target the score falls as x grows (correlation -1); targets of larger x score higher.
    static readonly TrainingRows _rows = Tables.Of(
        ("aaa_Latn", "xxx_Latn", 0.3), ("bbb_Latn", "xxx_Latn", 0.2), ("ccc_Latn", "xxx_Latn", 0.1),
        ("aaa_Latn", "yyy_Latn", 0.6), ("bbb_Latn", "yyy_Latn", 0.5), ("ccc_Latn", "yyy_Latn", 0.4),
        ("aaa_Latn", "zzz_Latn", 0.9), ("bbb_Latn", "zzz_Latn", 0.8), ("ccc_Latn", "zzz_Latn", 0.7));

    static readonly double[] _x = [1, 2, 3, 11, 12, 13, 21, 22, 23];

    [Fact]
    public void Of_PoolingReversesTheSign()
    {
        FeatureWorth worth = FeatureWorth.Of(_rows, "esd.x", _x, seed: 1)!;
        Assert.Equal((FeatureSide.Pair, -1.0, 3, true), (worth.Side, worth.Within.Value, worth.Within.Groups, worth.IsReversed));
        Assert.Equal(new ConfidenceInterval(-1, -1), worth.Within.Interval);
        // Ranks of the scores 3 2 1 6 5 4 9 8 7 against 1..9: Σd² = 3(4 + 0 + 4) = 24, 1 - 6 * 24 / (9 * 80) = 0.8.
        Assert.Equal(0.8, worth.Pooled, 12);
        Assert.Equal("esd", worth.Family);
    }

    [Fact]
    public void ValuesOf_ADifferenceLosesItsSign()
    {
        TrainingRows rows = _rows with { FeatureNames = ["ww.alpha_difference", "ww.alpha_source"], Features = [.. Enumerable.Range(0, 9).SelectMany(i => new[] { 4f - i, 4f - i })] };
        Assert.Equal([4, 3, 2, 1, 0, 1, 2, 3, 4], FeatureWorth.ValuesOf(rows, 0));
        Assert.Equal([4, 3, 2, 1, 0, -1, -2, -3, -4], FeatureWorth.ValuesOf(rows, 1));
    }

    [Fact]
    public void Of_AMissingValueIsNoRowAndFewSourcesAreLeftOut()
    {
        double[] x = [1, 2, double.NaN, 11, 12, 13, 21, 23, 22];
        FeatureWorth worth = FeatureWorth.Of(_rows, "esd.x", x, seed: 1)!;
        Assert.Equal(2, worth.Within.Groups); // xxx has two values left
        Assert.Equal((-1 - 0.5) / 2, worth.Within.Value, 12);
    }

    [Fact]
    public void Of_OneSideIsCorrelatedAcrossLanguages()
    {
        double[] source = [3, 2, 1, 3, 2, 1, 3, 2, 1], target = [1, 1, 1, 3, 3, 3, 2, 2, 2];
        FeatureWorth bySource = FeatureWorth.Of(_rows, "ww.alpha_source", source, seed: 1)!, byTarget = FeatureWorth.Of(_rows, "ww.alpha_target", target, seed: 1)!;
        Assert.Equal((FeatureSide.Source, 1.0, 3), (bySource.Side, bySource.Within.Value, bySource.Within.Groups));
        Assert.Equal((FeatureSide.Target, 0.5, 3), (byTarget.Side, byTarget.Within.Value, byTarget.Within.Groups));
    }

    [Fact]
    public void Of_NothingWithoutValuesOrWithOneValueAlone()
    {
        Assert.Null(FeatureWorth.Of(_rows, "esd.x", [.. _x.Select(_ => double.NaN)], seed: 1));
        Assert.Null(FeatureWorth.Of(_rows, "esd.x", [.. _x.Select(_ => 1.0)], seed: 1));
    }

    [Fact]
    public void Pooled_MixesModelsToo()
    {
        TrainingRows rows = _rows with { FeatureNames = ["esd.x", "b", "c"], Features = [.. _x.SelectMany(v => new[] { (float)v, 0, 0 })] };
        PooledWorth pooled = Assert.Single(PooledWorth.Of(rows, [FeatureWorth.Of(rows, "esd.x", _x, seed: 1)!]));
        Assert.Equal((-1.0, 1, true), (pooled.Within, pooled.Settings, pooled.IsReversed));
        Assert.Equal(0.8, pooled.PooledTargets, 12);
        Assert.Equal(0.8, pooled.PooledAll, 12);
    }
}
