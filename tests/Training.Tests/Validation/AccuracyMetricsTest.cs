using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Tests.Validation;

public sealed class AccuracyMetricsTest
{
    static Prediction Row(string target, string source, double actual, double predicted, double? lower = null, double? upper = null, bool ranksOnly = false) =>
        new($"m|pos|{target}", target[..3], source, actual, predicted, lower, upper, ranksOnly);

    [Fact]
    public void FiguresByHand()
    {
        // Errors .1, -.1, .3, 0; a is ranked right, b wrong; the interval of the third row misses.
        AccuracyMetrics m = AccuracyMetrics.Of(
        [
            Row("aaa", "x", 0.8, 0.9, 0.7, 1), Row("aaa", "y", 0.6, 0.5, 0.4, 0.6),
            Row("bbb", "x", 0.2, 0.5, 0.4, 0.6), Row("bbb", "y", 0.4, 0.4, 0.3, 0.5),
        ]);
        Assert.Equal(0.5 / 4, m.Mae!.Value, 12);
        Assert.Equal(Math.Sqrt(0.11 / 4), m.Rmse!.Value, 12);
        Assert.Equal(1 - 0.11 / 0.2, m.R2!.Value, 12); // scores .8 .6 .2 .4 around .5
        Assert.Equal(0, m.Spearman!.Value, 12);
        Assert.Equal((1 + 511 / 1023.0) / 2, m.Ndcg1!.Value, 12);
        double wrong = (511 + 1023 / Math.Log2(3)) / (1023 + 511 / Math.Log2(3));
        Assert.Equal((1 + wrong) / 2, m.Ndcg3!.Value, 12);
        Assert.Equal((1 + wrong) / 2, m.Ndcg5!.Value, 12);
        Assert.Equal(0.1, m.Regret1!.Value, 12);
        Assert.Equal(1, m.Top3Hit!.Value, 12);
        Assert.Equal(0.75, m.Coverage!.Value, 12);
        Assert.Equal((0.3 + 0.2 + 0.2 + 0.2) / 4, m.Width!.Value, 12);
        Assert.Equal(m.Ndcg3, m["ndcg3"]);
    }

    [Fact]
    public void ErrorsAreOverRowsAndRankingOverQueries()
    {
        AccuracyMetrics m = AccuracyMetrics.Of(
        [
            Row("aaa", "x", 0.5, 0.5), Row("aaa", "y", 0.4, 0.4), Row("aaa", "z", 0.3, 0.3), Row("bbb", "x", 0.2, 0.6), Row("bbb", "y", 0.4, 0.4),
        ]);
        Assert.Equal(0.4 / 5, m.Mae!.Value, 12);
        Assert.Equal(0, m.Spearman!.Value, 12); // (1 - 1) / 2
    }

    [Fact]
    public void VariantsAreQueriesOfTheirOwn()
    {
        AccuracyMetrics m = AccuracyMetrics.Of([Row("aaa_Latn", "x", 0.5, 0.5), Row("aaa_Latn", "y", 0.4, 0.4), Row("aaa_Cyrl", "x", 0.2, 0.9), Row("aaa_Cyrl", "y", 0.4, 0.8)]);
        Assert.Equal(0, m.Spearman!.Value, 12);
    }

    [Fact]
    public void AQueryWithOneSourceCountsForErrorsOnly()
    {
        AccuracyReport report = AccuracyReport.Of("test", [Row("aaa", "x", 0.5, 0.4), Row("bbb", "x", 0.5, 0.5), Row("bbb", "y", 0.4, 0.4)], 1);
        Assert.Equal(0.1 / 3, report.Metrics.Mae!.Value, 12);
        Assert.Equal(1, report.Metrics.Spearman);
        Assert.Equal((2, 1, 3), (report.Targets, report.Queries, report.Rows));
        AccuracyMetrics alone = AccuracyMetrics.Of([Row("aaa", "x", 0.5, 0.4), Row("bbb", "x", 0.6, 0.4)]);
        Assert.Null(alone.Spearman);
        Assert.Null(alone.Ndcg3);
        Assert.Null(alone.Regret1);
        Assert.NotNull(alone.R2);
    }

    [Fact]
    public void WhatIsUndefinedIsNull()
    {
        Assert.All(AccuracyMetrics.Of([]).Values, Assert.Null);
        AccuracyMetrics equal = AccuracyMetrics.Of([Row("aaa", "x", 0.3, 0.4), Row("aaa", "y", 0.3, 0.2), Row("bbb", "x", 0.3, 0.2)]);
        Assert.Null(equal.R2);
        Assert.Null(equal.Coverage);
        Assert.Null(equal.Width);
        Assert.NotNull(equal.Rmse);
    }

    [Fact]
    public void WhatOnlyRanksHasNoErrors()
    {
        AccuracyMetrics m = AccuracyMetrics.Of([Row("aaa", "x", 0.5, 1, ranksOnly: true), Row("aaa", "y", 0.4, 0, ranksOnly: true)]);
        Assert.Null(m.Mae);
        Assert.Null(m.Rmse);
        Assert.Null(m.R2);
        Assert.Equal(1, m.Spearman);
        Assert.Equal(0, m.Regret1);
    }

    [Fact]
    public void TheOrderOfRowsDoesNotMatter()
    {
        Prediction[] rows = Tables.Predictions(seed: 3, targets: 6, sources: 5);
        Prediction[] shuffled = [.. rows];
        new Random(1).Shuffle(shuffled);
        double?[] a = AccuracyMetrics.Of(rows).Values, b = AccuracyMetrics.Of(shuffled).Values;
        for (int i = 0; i < a.Length; i++)
            Assert.Equal(a[i] ?? -1, b[i] ?? -1, 12);
    }

    [Fact]
    public void NumbersThatAreNoneAndUnknownNamesAreErrors()
    {
        string message = Assert.Throws<ArgumentException>(() => AccuracyMetrics.Of([Row("aaa", "xyz", 0.5, double.NaN)])).Message;
        Assert.Contains("m|pos|aaa", message);
        Assert.Contains("xyz", message);
        Assert.Throws<ArgumentException>(() => AccuracyMetrics.Of([Row("aaa", "x", 0.5, 0.5, 0.6, 0.4)]));
        Assert.Contains("ndcg3", Assert.Throws<ArgumentException>(() => AccuracyMetrics.Of([])["ndcg"]).Message);
    }
}
