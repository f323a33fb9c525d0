using System.Collections.Immutable;
using TransferPredict.Training.Validation;
using TransferPredict.Training.Validation.Baselines;

namespace TransferPredict.Training.Tests.Validation;

public sealed class BaselinesTest
{
    static readonly TrainingRows _train = Tables.Of(("eng_Latn", "deu_Latn", 0.8), ("fra_Latn", "deu_Latn", 0.6), ("eng_Latn", "fin_Latn", 0.4), ("fra_Latn", "fin_Latn", 0.1));

    static readonly TrainingRows _test = Tables.Of(("eng_Latn", "fao_Latn", 0.7), ("fra_Latn", "fao_Latn", 0.3), ("rus_Cyrl", "fao_Latn", 0.2)).WithoutScores();

    [Fact]
    public void MeanScoreIsTheTrainingMean() => Near([0.475, 0.475, 0.475], new MeanScore().Fit(_train).Predict(_test));

    [Fact]
    public void SourceMeanFallsBackToTheOverallMean() => Near([0.6, 0.35, 0.475], new SourceMean().Fit(_train).Predict(_test));

    [Fact]
    public void ASingleFeatureThatTellsTheScoreFindsIt() => Near([0.7, 0.3, 0.2], new SingleFeature("a").Fit(_train).Predict(_test));

    [Fact]
    public void AMissingFeaturePredictsTheMeanOfAllTrainingRows() =>
        // "b" is known in rows 2 and 4 of the training table, and in the second row of the test table: -0.3.
        Near([0.475, 0.3, 0.475], new SingleFeature("b").Fit(_train).Predict(_test));

    [Fact]
    public void AConstantFeaturePredictsTheMean() => Near([0.475, 0.475, 0.475], new SingleFeature("c").Fit(_train).Predict(_test));

    [Fact]
    public void AFeatureThatIsMissingEverywherePredictsTheMean()
    {
        TrainingRows blank = _train with { Features = [.. Enumerable.Repeat(float.NaN, _train.Features.Length)] };
        Near([0.475, 0.475, 0.475], new SingleFeature("a").Fit(blank).Predict(_test));
    }

    [Fact]
    public void AnInfiniteFeatureCountsAsMissing()
    {
        float[] features = [.. _train.Features];
        features[0] = float.PositiveInfinity;
        double[] predicted = new SingleFeature("a").Fit(_train with { Features = features }).Predict(_train with { Features = features });
        Near([0.475, 0.6, 0.4, 0.1], predicted);
    }

    [Fact]
    public void AnUnknownFeatureIsAnError() =>
        Assert.Contains("'esd.none'", Assert.Throws<ArgumentException>(() => new SingleFeature("esd.none").Fit(_train)).Message);

    [Fact]
    public void EverySettingHasItsOwnMeans()
    {
        // Model n scores a tenth of model m, and falls with feature a where m rises.
        TrainingRows other = _train with
        {
            Groups = [.. _train.Groups.Select(g => g with { Model = "n" })],
            Scores = [.. _train.Scores.Select(s => 0.1 - s / 10)],
        };
        TrainingRows both = Both(_train, other);
        TrainingRows asked = _test with { Groups = [_test.Groups[0], _test.Groups[1] with { Model = "n" }, _test.Groups[2] with { Model = "unseen" }] };
        double overall = both.Scores.Average();
        Near([0.475, 0.0525, overall], new MeanScore().Fit(both).Predict(asked));
        Near([0.6, 0.065, overall], new SourceMean().Fit(both).Predict(asked));
        Assert.Equal([0.7, 0.07], new SingleFeature("a").Fit(both).Predict(asked)[..2].Select(p => Math.Round(p, 6)));
    }

    [Fact]
    public void EnglishIsTakenWhereItCompetes()
    {
        TrainingRows rows = Tables.Of(
            ("eng_Latn", "deu_Latn", 0.8), ("fra_Latn", "deu_Latn", 0.9), ("rus_Cyrl", "deu_Latn", 0.3),
            ("fra_Latn", "fin_Latn", 0.4), ("rus_Cyrl", "fin_Latn", 0.5));
        ImmutableArray<Prediction> all = CrossValidation.Run(new AlwaysEnglish(), rows, Splitter.LeaveOneTargetOut, 1);
        (ImmutableArray<Prediction> kept, int leftOut) = AlwaysEnglish.WhereItCompetes(all);
        Assert.Equal(1, leftOut);
        Assert.Equal(3, kept.Length);
        AccuracyMetrics m = AccuracyMetrics.Of(kept);
        Assert.Equal(0.1, m.Regret1!.Value, 12);
        Assert.Equal(511 / 1023.0, m.Ndcg1!.Value, 12);
        Assert.Null(m.Mae);
    }

    [Fact]
    public void SettingsOfTwoMetricsAreLearnedApart()
    {
        TrainingRows both = Both(_train, _train with { Scores = [.. _train.Scores.Select(s => s / 10)], Groups = [.. _train.Groups.Select(g => g with { Metric = "bleu" })] });
        TrainingRows asked = _test with { Groups = [_test.Groups[0], _test.Groups[0] with { Metric = "bleu" }, _test.Groups[2]] };
        double[] predicted = new MeanScore().Fit(both).Predict(asked);
        Assert.Equal(predicted[0] / 10, predicted[1], 12);
    }

    [Fact]
    public void TheLambdaRankReferenceLearnsAnOrder()
    {
        Assert.Equal([9, 10, 7, 9], Relevance.Of([0.5, 0.6, 0.2, 0.5]));
        Assert.Equal([10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0], Relevance.Of([.. Enumerable.Range(0, 12).Select(i => -i / 12.0)]));
        TrainingRows rows = Tables.Random(2);
        rows = rows with { Scores = [.. Enumerable.Range(0, rows.Count).Select(i => (double)rows.Row(i)[0])] };
        ImmutableArray<Prediction> predictions = CrossValidation.Run(new LambdaRankReference(), rows, Splitter.TargetFolds(3, 1), 2);
        Assert.All(predictions, p => Assert.True(p.RanksOnly));
        Assert.InRange(AccuracyMetrics.Of(predictions).Ndcg3!.Value, 0.8, 1);
    }

    [Fact]
    public void TheNoiseCeilingComparesTwoSeeds()
    {
        ImmutableArray<Prediction> twice = NoiseCeiling.Predictions(_train, [[0.8, 0.7, 0.1], [0.6], [0.4, 0.5], []]);
        Assert.Equal([(0.8, 0.7), (0.4, 0.5)], twice.Select(p => (p.Actual, p.Predicted)));
        Assert.Equal(["m|pos||deu_Latn", "m|pos||fin_Latn"], twice.Select(p => p.Query));
        Assert.Throws<ArgumentException>(() => NoiseCeiling.Predictions(_train, []));
    }

    static TrainingRows Both(TrainingRows a, TrainingRows b) => a with
    {
        Features = [.. a.Features, .. b.Features],
        Scores = [.. a.Scores, .. b.Scores],
        Groups = [.. a.Groups, .. b.Groups],
        Sources = [.. a.Sources, .. b.Sources],
        Targets = [.. a.Targets, .. b.Targets],
    };

    static void Near(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 6); // features are single precision
    }
}
