using System.Collections.Immutable;
using System.Text.Json;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Tests.Validation;

public sealed class ConformalIntervalTest
{
    static IEnumerable<(string, double)> OneRowEach(int languages) => Enumerable.Range(1, languages).Select(i => ($"l{i}", i / 100.0));

    [Theory]
    [InlineData(9, 0.09)] // 0.9 x 10 = 9 languages of 9
    [InlineData(10, 0.10)] // 9.9 of 10
    [InlineData(19, 0.18)] // 18 of 19
    [InlineData(99, 0.90)] // 90 of 99
    public void TheHalfWidthIsTheResidualThatCoversTheLevelWithOneLanguageMore(int languages, double expected)
    {
        var interval = ConformalInterval.Fit(OneRowEach(languages));
        Assert.Equal(expected, interval.HalfWidth!.Value, 12);
        Assert.Equal(languages, interval.Languages);
        Assert.False(interval.IsWholeRange);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    public void FewerThanNineLanguagesPromiseNothingAtNinetyPercent(int languages)
    {
        var interval = ConformalInterval.Fit(OneRowEach(languages));
        Assert.True(interval.IsWholeRange);
        Assert.Null(interval.HalfWidth);
        Assert.Equal((0, 1), interval.Around(0.4));
        Assert.Equal(languages, interval.Languages);
    }

    [Theory]
    [InlineData(0.9, 9)]
    [InlineData(0.8, 4)]
    [InlineData(0.95, 19)]
    [InlineData(0.5, 1)]
    [InlineData(0.85, 6)]
    public void TheFirstNumberOfLanguagesThatSuffices(double level, int needed)
    {
        Assert.Equal(needed, ConformalInterval.LanguagesNeeded(level));
        Assert.False(ConformalInterval.Fit(OneRowEach(needed), level).IsWholeRange);
        Assert.True(ConformalInterval.Fit(OneRowEach(needed - 1), level).IsWholeRange);
    }

    [Fact]
    public void EveryLanguageWeighsTheSameHoweverManyRowsItHas()
    {
        // 18 languages with small errors must outweigh one with a thousand rows of large ones: 0.9 x 20 = 18 languages.
        IEnumerable<(string, double)> rows = OneRowEach(18).Concat(Enumerable.Range(0, 1000).Select(_ => ("big", 0.5)));
        Assert.Equal(0.18, ConformalInterval.Fit(rows).HalfWidth!.Value, 12);
    }

    [Fact]
    public void TheRowsOfALanguageShareItsWeight()
    {
        // Nine languages, all their weight is needed: the last row of the last language decides.
        IEnumerable<(string, double)> rows = OneRowEach(8).Concat([("l9", 0.01), ("l9", 0.2), ("l9", 0.3)]);
        Assert.Equal(0.3, ConformalInterval.Fit(rows).HalfWidth!.Value, 12);
        // Ten languages, 9.9 needed: 9 + two thirds is not enough.
        Assert.Equal(0.3, ConformalInterval.Fit(rows.Append(("l10", 0.1))).HalfWidth!.Value, 12);
        // 9.5 needed of ten at 86.4 %: it is.
        Assert.Equal(0.2, ConformalInterval.Fit(rows.Append(("l10", 0.1)), 9.5 / 11).HalfWidth!.Value, 12);
    }

    [Fact]
    public void IntervalsAreCutToScores()
    {
        var interval = new ConformalInterval(0.9, 0.25, 30);
        Assert.Equal((0.25, 0.75), interval.Around(0.5));
        Assert.Equal((0, 0.375), interval.Around(0.125));
        Assert.Equal((0.625, 1), interval.Around(0.875));
        Assert.Equal((1, 1), interval.Around(1.5));
        Assert.Equal((0, 0), interval.Around(-0.5));
    }

    [Fact]
    public void ANewLanguageIsCoveredAtAboutTheLevel()
    {
        // Exchangeable languages, each with its own error size and number of rows.
        double covered = 0;
        int trials = 500, calibration = 40;
        var random = new Random(11);
        for (int trial = 0; trial < trials; trial++)
        {
            (string, double)[][] languages = [.. Enumerable.Range(0, calibration + 1).Select(l => Language($"l{l}", random))];
            var interval = ConformalInterval.Fit(languages[..calibration].SelectMany(l => l));
            covered += languages[^1].Average(r => r.Item2 <= interval.HalfWidth ? 1.0 : 0);
        }
        // The promise is 0.9 or more; with errors of a continuous distribution at most 0.9 + 1/41. The mean of 500 varies by 0.012.
        Assert.InRange(covered / trials, 0.87, 0.95);

        static (string, double)[] Language(string name, Random random)
        {
            double size = -Math.Log(1 - random.NextDouble()) * 0.1;
            return [.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => (name, size * random.NextDouble()))];
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(30)]
    public void AcrossGivesEachTargetTheIntervalOfTheOthers(int targets)
    {
        for (int seed = 0; seed < 10; seed++)
        {
            var random = new Random(seed);
            Prediction[] rows = [.. Tables.Predictions(seed, targets, sources: 8).Where(_ => random.NextDouble() < 0.7)];
            foreach (double level in new[] { 0.5, 0.8, 0.9 })
                foreach (IGrouping<string, Prediction> target in ConformalInterval.Across(rows, level).GroupBy(r => r.Target))
                {
                    var others = ConformalInterval.Fit(rows.Where(r => r.Target != target.Key), level);
                    Assert.All(target, row => Assert.Equal(others.Around(row.Predicted), (row.Lower!.Value, row.Upper!.Value)));
                }
        }
    }

    [Fact]
    public void AcrossLeavesOutWhatWasHeldOutTogether()
    {
        // Folds of five targets each, as where a genus is held out; then random folds, which part a target's rows.
        Prediction[] plain = Tables.Predictions(seed: 3, targets: 30, sources: 8);
        foreach (Func<Prediction, int, string> foldOf in (Func<Prediction, int, string>[])[(p, _) => $"fold {int.Parse(p.Target[1..], null) / 5}", (_, i) => $"fold {i % 5}"])
        {
            Prediction[] rows = [.. plain.Select((p, i) => p with { Fold = foldOf(p, i) })];
            foreach (Prediction row in ConformalInterval.Across(rows, 0.8))
            {
                var others = ConformalInterval.Fit(rows.Where(r => r.Target != row.Target && r.Fold != row.Fold), 0.8);
                Assert.Equal(others.Around(row.Predicted), (row.Lower!.Value, row.Upper!.Value));
            }
        }
    }

    [Fact]
    public void AModelHeldOutWholeIsCalibratedOnOthersOfItsTask()
    {
        Prediction[] rows =
        [
            .. new[] { ("a", "pos"), ("b", "pos"), ("a", "ner") }.SelectMany((m, i) => Tables.Predictions(seed: i, targets: 20, sources: 4)
                .Select(p => p with { Query = $"{m.Item1}|{m.Item2}|f1|{p.Target}", Fold = m.Item1 })),
        ];
        foreach (Prediction row in ConformalInterval.Across(rows))
        {
            Prediction[] others = [.. rows.Where(r => r.Target != row.Target && r.Fold != row.Fold && r.TaskAndMetric == row.TaskAndMetric)];
            Assert.Equal(row.TaskAndMetric == "ner|f1", others.Length == 0);
            Assert.Equal(ConformalInterval.Fit(others).Around(row.Predicted), (row.Lower!.Value, row.Upper!.Value));
        }
    }

    [Fact]
    public void AcrossCoversExchangeableTargetsAtAboutTheLevel()
    {
        AccuracyMetrics m = AccuracyMetrics.Of(ConformalInterval.Across(Tables.Predictions(seed: 8, targets: 400, sources: 10)));
        Assert.InRange(m.Coverage!.Value, 0.88, 0.92);
    }

    [Fact]
    public void ATargetsOwnErrorsNeverShapeItsInterval()
    {
        Prediction[] rows = Tables.Predictions(seed: 1, targets: 20, sources: 6);
        Prediction[] noise = [.. rows.Select(r => r.Target == "t3" ? r with { Actual = 1 - r.Actual } : r)];
        ImmutableArray<Prediction> before = ConformalInterval.Across(rows), after = ConformalInterval.Across(noise);
        for (int i = 0; i < rows.Length; i++)
            if (rows[i].Target == "t3")
                Assert.Equal((before[i].Lower, before[i].Upper), (after[i].Lower, after[i].Upper));
    }

    [Fact]
    public void WhatOnlyRanksGetsNoInterval()
    {
        Prediction[] rows = [.. Tables.Predictions(seed: 1, targets: 20, sources: 2).Select(r => r with { RanksOnly = true })];
        Assert.Equal(rows, ConformalInterval.Across(rows));
        Assert.True(ConformalInterval.Fit(rows).IsWholeRange);
    }

    [Fact]
    public void SurvivesJson()
    {
        foreach (ConformalInterval interval in new[] { new ConformalInterval(0.9, 0.123456789, 95), new ConformalInterval(0.9, null, 4) })
            Assert.Equal(interval, JsonSerializer.Deserialize<ConformalInterval>(JsonSerializer.Serialize(interval)));
        Assert.DoesNotContain("Whole", JsonSerializer.Serialize(new ConformalInterval(0.9, null, 4)));
    }

    [Fact]
    public void BadNumbersAreErrorsThatNameTheLanguage()
    {
        Assert.Contains("fao", Assert.Throws<ArgumentException>(() => ConformalInterval.Fit([("fao", double.NaN)])).Message);
        Assert.Contains("-0.1", Assert.Throws<ArgumentException>(() => ConformalInterval.Fit([("fao", -0.1)])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => ConformalInterval.Fit([("fao", 0.1)], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConformalInterval.Fit([("fao", 0.1)], 0));
    }
}
