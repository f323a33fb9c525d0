using System.Collections.Immutable;
using System.Diagnostics;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Tests.Validation;

public sealed class BootstrapTest
{
    static readonly int _mae = AccuracyMetrics.IndexOf("mae");

    [Fact]
    public void EqualSeedsGiveEqualIntervalsAndOthersDoNot()
    {
        Prediction[] rows = Tables.Predictions(seed: 1, targets: 20, sources: 6);
        Assert.Equal<ConfidenceInterval?>(Bootstrap.Intervals(rows, 5), Bootstrap.Intervals(rows, 5));
        Assert.NotEqual<ConfidenceInterval?>(Bootstrap.Intervals(rows, 5), Bootstrap.Intervals(rows, 6));
    }

    [Fact]
    public void IntervalsHoldTheFigureAndNarrowWithMoreTargets()
    {
        AccuracyReport few = AccuracyReport.Of("few", Tables.Predictions(seed: 2, targets: 20, sources: 6), 1);
        AccuracyReport many = AccuracyReport.Of("many", Tables.Predictions(seed: 2, targets: 320, sources: 6), 1);
        foreach (AccuracyReport report in new[] { few, many })
            for (int i = 0; i < report.Intervals.Length; i++)
            {
                Assert.Equal(report.Metrics.Values[i] is null, report.Intervals[i] is null);
                if (report.Intervals[i] is { } interval)
                    Assert.InRange(report.Metrics.Values[i]!.Value, interval.Low, interval.High);
            }
        Assert.InRange(Length(few) / Length(many), 2.5, 6); // a root of 16

        static double Length(AccuracyReport report) => report.Intervals[_mae]!.Value.High - report.Intervals[_mae]!.Value.Low;
    }

    [Fact]
    public void AMeanOverTargetsHasTheIntervalOfTheCentralLimit()
    {
        // Targets of one row each, errors 0 or 0.2 in turn: the standard error of their mean is 0.1 / sqrt(100).
        Prediction[] rows = [.. Enumerable.Range(0, 100).Select(i => new Prediction($"q{i}", $"t{i}", "s", 0.5, 0.5 + i % 2 * 0.2))];
        ConfidenceInterval interval = Bootstrap.Intervals(rows, 3)[_mae]!.Value;
        Assert.InRange(interval.Low, 0.1 - 1.96 * 0.01 - 0.002, 0.1 - 1.96 * 0.01 + 0.002);
        Assert.InRange(interval.High, 0.1 + 1.96 * 0.01 - 0.002, 0.1 + 1.96 * 0.01 + 0.002);
    }

    [Fact]
    public void WholeTargetsAreDrawn()
    {
        // Two targets, all rows alike within each: every replicate's error is one of 0, 0.1, 0.2.
        Prediction[] rows = [.. Enumerable.Range(0, 1000).Select(i => new Prediction($"q{i % 2}", $"t{i % 2}", $"s{i}", 0.5, 0.5 + i % 2 * 0.2))];
        ConfidenceInterval interval = Bootstrap.Intervals(rows, 3)[_mae]!.Value;
        Assert.Equal(0, interval.Low, 12);
        Assert.Equal(0.2, interval.High, 12);
    }

    [Fact]
    public void OneTargetHasNoSpreadAndNoneHasNoInterval()
    {
        ConfidenceInterval interval = Bootstrap.Intervals(Tables.Predictions(seed: 1, targets: 1, sources: 9), 1)[_mae]!.Value;
        Assert.Equal(interval.Low, interval.High);
        Assert.All(Bootstrap.Intervals([], 1), i => Assert.Null(i));
    }

    [Fact]
    public void ReplicatesWithoutAFigureAreLeftOut()
    {
        // Only one target can be ranked: replicates that miss it have no Spearman, all others have 1.
        Prediction[] rows = [new("qa", "a", "x", 0.5, 0.5), new("qa", "a", "y", 0.4, 0.4), new("qb", "b", "x", 0.3, 0.3)];
        Assert.Equal(new ConfidenceInterval(1, 1), Bootstrap.Intervals(rows, 1)[AccuracyMetrics.IndexOf("spearman")]);
    }

    [Fact]
    public void PairsOfTheSameTargetsCancelWhatTheyShare()
    {
        Prediction[] rows = Tables.Predictions(seed: 4, targets: 30, sources: 6);
        Prediction[] worse = [.. rows.Select(r => r with { Predicted = r.Predicted + Math.Sign(r.Predicted - r.Actual) * 0.01 })];
        Assert.Equal(new ConfidenceInterval(0, 0), Bootstrap.Difference(rows, rows, 1)[_mae]);
        ConfidenceInterval difference = Bootstrap.Difference(worse, rows, 1)[_mae]!.Value;
        Assert.Equal(0.01, difference.Low, 9);
        Assert.Equal(0.01, difference.High, 9);
        Assert.Contains("t29", Assert.Throws<ArgumentException>(() => Bootstrap.Difference(rows, [.. rows.Where(r => r.Target != "t29")], 1)).Message);
    }

    [Fact]
    public void SixThousandRowsAreQuick()
    {
        Prediction[] rows = Tables.Predictions(seed: 5, targets: 100, sources: 60);
        AccuracyReport.Of("warm", rows[..600], 1);
        var watch = Stopwatch.StartNew();
        AccuracyReport.Of("test", rows, 1);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 2);
    }
}
