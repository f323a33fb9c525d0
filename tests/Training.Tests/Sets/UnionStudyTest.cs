using TransferPredict.Features.Languages;
using TransferPredict.Training.Scores;
using TransferPredict.Training.Sets;
using TransferPredict.Training.Tests.Leakage;
using TransferPredict.Training.Validation;
using TransferPredict.Training.Validation.Baselines;

namespace TransferPredict.Training.Tests.Sets;

public sealed class UnionStudyTest
{
    static readonly TrainingRows _rows = LeakageTables.Transfer(seed: 15);
    static readonly Prediction[] _heldOut = [.. CrossValidation.Run(new SourceMean(), _rows, Splitter.TargetFolds(6, 1), 2)];

    [Fact]
    public void UnionsThatScoreAsTheirBestMember()
    {
        UnionStudy study = UnionStudy.Run(_rows, _heldOut, Unions(scores => scores.Max()), seed: 1);
        Assert.Equal([UnionStudy.Model, UnionStudy.BestPredicted, UnionStudy.MeanPredicted, UnionStudy.BestMeasured], study.Reports.Select(r => r.Name));
        Assert.Equal(0, study.Reports[3].Metrics["mae"]!.Value, 1e-12);
        Assert.True(study.Reports[0].Metrics["mae"] < study.Reports[2].Metrics["mae"]);
        Assert.Equal(0, study.LeftOut);
    }

    [Fact]
    public void UnionsThatScoreAsTheMeanOfTheirMembers()
    {
        UnionStudy study = UnionStudy.Run(_rows, _heldOut, Unions(scores => scores.Average()), seed: 1);
        Assert.True(study.Reports[2].Metrics["mae"] < study.Reports[0].Metrics["mae"]);
    }

    [Fact]
    public void SeedsAreAveraged_WhatHasNoPredictionIsLeftOut()
    {
        UnionRow first = Unions(scores => 0.4).First();
        var stranger = new SourceUnion([new SourceShare(Named("xxx_Latn"), null), first.Sources.Shares[0]]);
        UnionStudy study = UnionStudy.Run(_rows, _heldOut, [first, first with { Seed = 2, Score = 0.6 }, first with { Sources = stranger }], seed: 1);
        Assert.Equal((1, 1), (study.Reports[0].Rows, study.LeftOut));
        Assert.Empty(UnionStudy.Run(_rows, _heldOut, [first with { Sources = stranger }], seed: 1).Reports);
    }

    /// <summary>Of every target, the first two sources together and the next two.</summary>
    static IEnumerable<UnionRow> Unions(Func<double[], double> score)
    {
        foreach (IGrouping<string, int> query in Enumerable.Range(0, _rows.Count).GroupBy(_rows.Query))
            foreach (int[] pair in query.Take(4).Chunk(2))
                yield return new UnionRow(
                    _rows.Groups[pair[0]].Task, _rows.Groups[pair[0]].Metric, _rows.Groups[pair[0]].Model, new SourceUnion(pair.Select(i => new SourceShare(Named(_rows.Sources[i]), 1000))),
                    Named(_rows.Targets[pair[0]]), score([.. pair.Select(i => _rows.Scores[i])]), 2000, 1, "test");
    }

    static Language Named(string code) => new() { Code = code, Name = code, Iso6393 = code.Split('_')[0] };
}
