using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using TransferPredict.MlNet.Data;
using TransferPredict.MlNet.Evaluation;
using TransferPredict.MlNet.Pipelines;
using TransferPredict.Tests;
using TransferPredict.Training.FeatureTables;
using TransferPredict.Training.LightGbm;
using TransferPredict.Training.Validation;

namespace TransferPredict.MlNet.Tests;

public class TransferPredictionCatalogTest(Shipped shipped) : IClassFixture<Shipped>
{
    static readonly FeatureTable _table = SmallTables.Of();
    static readonly FeatureDataView _view = new(_table);

    readonly MLContext _context = new(seed: 1);

    TransferPredictionCatalog Transfer => _context.TransferPrediction();

    public static TheoryData<string> Splits => ["leave-one-target-out", "leave-one-source-out", "leave-one-family-out", "leave-one-genus-out", "random-5-fold"];

    [Theory]
    [MemberData(nameof(Splits))]
    public void CrossValidate_HoldsEveryRowOutOnceAndTellsBothKindsOfFigures(string name)
    {
        Splitter split = Training.CommandLine.SplitNames.Find(name, seed: 1)!;
        TransferCrossValidationResult result = Transfer.CrossValidate(_view, split, Transfer.Trainers.LightGbm(new LightGbmParameters { Iterations = 20, MinDataInLeaf = 5 }));
        Assert.Equal(_table.Rows.Sources, result.Predictions.Select(p => p.Source));
        Assert.Equal(split.Split(_table.Rows.Groups).Select(f => (f.Name, f.Test.Length)).Order(), result.Folds.Select(f => (f.Name, f.Rows)).Order());
        double[] errors = [.. result.Predictions.Select(p => p.Predicted - p.Actual)];
        Assert.Equal(errors.Average(Math.Abs), result.Report.Metrics.Mae!.Value, 1e-12);
        Assert.Equal(errors.Average(Math.Abs), result.Regression.MeanAbsoluteError, 1e-6);
        Assert.Equal(Math.Sqrt(errors.Average(e => e * e)), result.Regression.RootMeanSquaredError, 1e-6);
        Assert.Equal(result.Report.Metrics.R2!.Value, result.Regression.RSquared, 1e-5);
        FoldMetrics first = result.Folds[0];
        Assert.Equal(result.Predictions.Where(p => p.Fold == first.Name).Average(p => p.AbsoluteResidual), first.Regression.MeanAbsoluteError, 1e-6);
        Assert.Equal(["mini-xlmr|pos|accuracy"], result.Intervals.Keys);
    }

    [Fact]
    public void CrossValidate_RefusesAViewOfAnotherSchema()
    {
        var other = TableSchema.Of([.. TableSchema.Current.Names.Reverse()]);
        Assert.Contains(other.Hash, Assert.Throws<ArgumentException>(() => Transfer.CrossValidate(new FeatureDataView(SmallTables.Of(other)), Splitter.TargetFolds(3, 1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CrossValidate_OfTheEstimatorFromNames()
    {
        TransferCrossValidationResult result = Transfer.CrossValidate(_view, Splitter.TargetFolds(3, 1), Transfer.Estimator(PairFeatures.Of(_table)));
        Assert.True(result.Report.Metrics.R2 > 0.3, $"{result.Report.Metrics.R2}");
    }

    [Fact]
    public void Evaluate_IsWhatTheFiguresOfTheRowsAre()
    {
        IDataView scored = Transfer.Trainers.LightGbm().Fit(_view).Transform(_view);
        TransferMetrics metrics = Transfer.Evaluate(scored);
        float[] scores = FeatureViews.Numbers(scored, "Score");
        double expected = scores.Zip(_table.Rows.Scores, (p, a) => Math.Abs(p - a)).Average();
        Assert.Equal(expected, metrics.Report.Metrics.Mae!.Value, 1e-6);
        Assert.Equal(expected, metrics.Regression.MeanAbsoluteError, 1e-6);
        Assert.Equal((15, 16, _table.Rows.Count), (metrics.Report.Targets, metrics.Report.Queries, metrics.Report.Rows));
        Assert.Contains("expected 'Score'", Assert.Throws<ArgumentException>(() => Transfer.Evaluate(_view)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rank_OrdersTheSourcesThatTheModelKnowsByTheirScores()
    {
        using NamedPairTransformer model = Transfer.Estimator(PairFeatures.Of(_table)).Fit(_view);
        ImmutableArray<RankedSource> ranked = Transfer.Rank(model, "nl");
        Assert.Equal(SmallTables.Sources.Order(), ranked.Select(r => r.Source.Code).Order());
        Assert.Equal(ranked.Select(r => r.Score).OrderDescending(), ranked.Select(r => r.Score));
        Assert.Empty(Transfer.Rank(model, "fao_Latn")); // no lookup has it
        Assert.Throws<Features.Languages.UnknownLanguageException>(() => Transfer.Rank(model, "nolanguage"));
    }

    [FactIfShipped(Shipped.Model, Shipped.Scores)]
    public void LoadPairs_AndLoadFeatures_OfTheRepositoryAgree()
    {
        FeatureTable table = FeatureViews.Read(shipped.Features, SmallTables.Languages, new PairNames(null, null));
        PairFeatures pairs = Transfer.LoadPairs(shipped.Features);
        Assert.Equal(table.Rows.Row(17).ToArray(), pairs.Of("mini-xlmr", table.Rows.Sources[17], table.Rows.Targets[17]).ToArray());
        Assert.True(pairs.Has(new PairKey("mini-xlmr", "dan_Latn", "fao_Latn")));
        Assert.False(pairs.Has(new PairKey("mini-xlmr", "por_Latn", "por_Latn_BR")));
    }
}
