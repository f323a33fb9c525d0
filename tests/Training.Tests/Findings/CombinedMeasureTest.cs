using TransferPredict.Features.Spectra.Similarity;
using TransferPredict.Training.Findings;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Tests.Findings;

public sealed class CombinedMeasureTest
{
    static readonly CombinedMeasure _measure = new("esd.token");

    [Fact]
    public void Fit_RecoversPlantedWeightsWhateverTheLevelsOfTargets()
    {
        TrainingRows rows = Planted(new CombinedWeights { Ks = 0.8, Pearson = 0, Cosine = 1.5 });
        CombinedWeights found = CombinedMeasure.Fit(rows, _measure.Distances(rows));
        Assert.Equal(0.8, found.Ks, 4); // features are float32
        Assert.Equal(0, found.Pearson, 4);
        Assert.Equal(1.5, found.Cosine, 4);
    }

    [Fact]
    public void Of_LearnedWeightsOrderHeldOutTargetsPerfectly()
    {
        TrainingRows rows = Planted(new CombinedWeights { Ks = 0, Pearson = 0, Cosine = 3 });
        CombinedStudy study = CombinedStudy.Of(rows, _measure, Splitter.TargetFolds(4, 1), seed: 1)!;
        Assert.Equal((4, "m|pos|f1"), (study.FoldWeights.Length, study.Setting));
        Assert.Equal(1, study.Learned.Metrics.Spearman!.Value, 12);
        Assert.True(study.Default.Metrics.Spearman < 0.9);
        Assert.True(study.Gain[AccuracyMetrics.IndexOf("spearman")]!.Value.Low > 0);
        Assert.All(study.HeldOut, value => Assert.InRange(value, 0, 1));
    }

    [Fact]
    public void Of_NothingWithoutDistances() => Assert.Null(CombinedStudy.Of(Planted(CombinedWeights.Default), new CombinedMeasure("rep"), Splitter.TargetFolds(4, 1), seed: 1));

    [Fact]
    public void Similarity_IsTheProductOfThreeExponentials() =>
        Assert.Equal(Math.Exp(-0.2) * Math.Exp(-0.3) * Math.Exp(-0.1), CombinedMeasure.Similarity([0.2, 0.3, 0.1], CombinedWeights.Default), 12);

    /// <summary>Scores that are a target's level times S.</summary>
    static TrainingRows Planted(CombinedWeights weights)
    {
        var random = new Random(3);
        (int Source, int Target, float[] Values)[] pairs =
        [
            .. from target in Enumerable.Range(0, 12) from source in Enumerable.Range(0, 8) select (source, target, new[] { random.NextSingle(), random.NextSingle(), random.NextSingle() }),
        ];
        return new TrainingRows
        {
            FeatureNames = ["esd.token.ks", "esd.token.pearson", "esd.token.cosine"],
            Features = [.. pairs.SelectMany(p => p.Values)],
            Scores = [.. pairs.Select(p => (0.5 + 0.04 * p.Target) * CombinedMeasure.Similarity([p.Values[0], 1 - p.Values[1], 1 - p.Values[2]], weights))],
            Groups = [.. pairs.Select(p => new PairGroups("m", "pos", $"s{p.Source}", $"t{p.Target}", null, null, "f1"))],
            Sources = [.. pairs.Select(p => $"s{p.Source}_Latn")],
            Targets = [.. pairs.Select(p => $"t{p.Target}_Latn")],
        };
    }
}
