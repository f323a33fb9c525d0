using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using TransferPredict.MlNet.Data;
using TransferPredict.MlNet.Engines;
using TransferPredict.MlNet.Evaluation;
using TransferPredict.MlNet.Pipelines;
using TransferPredict.Tests;
using TransferPredict.Training.FeatureTables;
using TransferPredict.Training.LightGbm;
using TransferPredict.Training.Predictor;
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

    /// <summary>The estimator from names predicts held-out rows as the engine's regressor does, a model that was never measured too.</summary>
    [Theory]
    [InlineData("leave-one-model-out")]
    [InlineData("leave-one-source-out")]
    public void CrossValidate_OfTheEstimatorIsThatOfItsTrees(string name)
    {
        var view = new FeatureDataView(SmallTables.OfTwoModels());
        FeatureTable table = FeatureViews.Read(view, SmallTables.Languages, new PairNames(null, null)); // labels are float
        LightGbmParameters parameters = LightGbmRegressor.DefaultParameters with { Iterations = 20 };
        Splitter split = Training.CommandLine.SplitNames.Find(name, seed: 1)!;
        TransferCrossValidationResult result = Transfer.CrossValidate(
            view, split, Transfer.Estimator(PairFeatures.Of(table), new TransferPredictionOptions { Parameters = parameters }));
        ImmutableArray<Prediction> expected = CrossValidation.Run(new MlNetRegressor(parameters), table.Rows, split, threads: 1);
        Assert.All(expected.Zip(result.Predictions), p => Assert.Equal(p.First.Predicted, p.Second.Predicted, 1e-6));
        Assert.Equal(["mbert|pos|accuracy", "mini-xlmr|pos|accuracy"], result.Intervals.Keys);
    }

    [Fact]
    public void CrossValidate_OfAViewWithoutTaskTakesTheEstimatorsOrWhatItIsTold()
    {
        IDataView bare = _context.Transforms.DropColumns("Task", "Metric").Fit(_view).Transform(_view);
        TransferPredictionEstimator ner = Transfer.Estimator(PairFeatures.Of(_table), new TransferPredictionOptions { Task = "ner", Metric = "f1", Parameters = new() { Iterations = 5 } });
        Assert.Equal(["mini-xlmr|ner|f1"], Transfer.CrossValidate(bare, Splitter.TargetFolds(2, 1), ner).Intervals.Keys);
        Assert.Equal(["mini-xlmr|parsing|las"], Transfer.CrossValidate(bare, Splitter.TargetFolds(2, 1), task: "parsing", metric: "las").Intervals.Keys);
        Assert.Equal(["mini-xlmr|pos|accuracy"], Transfer.CrossValidate(bare, Splitter.TargetFolds(2, 1)).Intervals.Keys);
    }

    [Fact]
    public void CrossValidate_RefusesARowWithoutScoreBeforeAnyFold()
    {
        var unknown = new FeatureDataView(FeatureTable.Of(_table.Rows.WithoutScores(i => i != 3)));
        foreach (IEstimator<ITransformer>? estimator in new IEstimator<ITransformer>?[] { null, new NoEstimator() })
            Assert.StartsWith("Row 3 (fin_Latn to eng_Latn) has no score", Assert.Throws<InvalidDataException>(() => Transfer.CrossValidate(unknown, Splitter.LeaveOneTargetOut, estimator)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CrossValidate_EndsWhenItIsCancelled() => Assert.ThrowsAny<OperationCanceledException>(
        () => Transfer.CrossValidate(_view, Splitter.LeaveOneTargetOut, new NoEstimator(), cancellation: new CancellationToken(canceled: true)));

    [Fact]
    public void Evaluate_TakesWhatTheEstimatorGives_FromItsZipToo()
    {
        using NamedPairTransformer model = Transfer.Estimator(PairFeatures.Of(_table)).Fit(_view);
        using var zip = new MemoryStream();
        _context.Model.Save(model, model.InputSchema, zip);
        IDataView scored = model.Transform(_view);
        TransferMetrics metrics = Transfer.Evaluate(scored);
        Assert.Equal(FeatureViews.Numbers(scored, "Score").Zip(_table.Rows.Scores, (p, a) => Math.Abs(p - a)).Average(), metrics.Report.Metrics.Mae!.Value, 1e-6);
        IDataView names = _context.Transforms.Conversion.MapKeyToValue([new("Model"), new("Source"), new("Target")]).Fit(_view).Transform(_view);
        TransferMetrics loaded = Transfer.Evaluate(new MLContext().Model.Load(zip, out _).Transform(names));
        Assert.Equal(metrics.Report.Metrics, loaded.Report.Metrics);
        Assert.Equal(metrics.Regression.MeanAbsoluteError, loaded.Regression.MeanAbsoluteError);
    }

    [Theory]
    [InlineData("a\"b", "deu_Latn", "Row 0 names 'a\"b'; expected letters, digits")]
    [InlineData("m", "", "Row 0 names ''; expected a language code such as fao_Latn.")]
    [InlineData("m", "x|y", "Row 0 names 'x|y'; expected a language code such as fao_Latn.")]
    public void Evaluate_NamesTheRowWhoseNameIsNone(string model, string source, string message)
    {
        IDataView scored = _context.Data.LoadFromEnumerable([new { Model = model, Source = source, Target = "fao_Latn", Label = 0.5f, Score = 0.5f }]);
        Assert.StartsWith(message, Assert.Throws<InvalidDataException>(() => Transfer.Evaluate(scored)).Message, StringComparison.Ordinal);
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
        Assert.Equal(["deu_Latn", "swe_Latn"], Transfer.Rank(model, "nl", new RankOptions { Sources = ["German", "swe_Latn"] }).Select(r => r.Source.Code).Order());
        Assert.Contains("swe_Latn (Swedish)", Assert.Throws<Features.Languages.UnknownLanguageException>(() => Transfer.Rank(model, "nl", new RankOptions { Sources = ["Swedisch"] })).Message, StringComparison.Ordinal);
        Assert.StartsWith("deu_Latn is 2 times among the sources de, swe_Latn, German; expected each source once.",
            Assert.Throws<ArgumentException>(() => Transfer.Rank(model, "nl", new RankOptions { Sources = ["de", "swe_Latn", "German"] })).Message, StringComparison.Ordinal);
        Assert.Empty(Transfer.Rank(model, "nl", new RankOptions { Task = "ner", Metric = "f1" }));
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

    /// <summary>What must not be asked to learn.</summary>
    sealed class NoEstimator : IEstimator<ITransformer>
    {
        public ITransformer Fit(IDataView input) => throw new NotSupportedException();

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => throw new NotSupportedException();
    }
}
