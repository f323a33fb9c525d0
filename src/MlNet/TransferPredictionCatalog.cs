using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.MlNet.Data;
using TransferPredict.MlNet.Evaluation;
using TransferPredict.MlNet.Pipelines;
using TransferPredict.Training;
using TransferPredict.Training.CommandLine;
using TransferPredict.Training.FeatureTables;
using TransferPredict.Training.Validation;

namespace TransferPredict.MlNet;

/// <summary>Prediction of cross-lingual transfer in ML.NET's manner: <c>mlContext.TransferPrediction()</c>.</summary>
public sealed class TransferPredictionCatalog
{
    const int BootstrapSeed = 1;

    readonly MLContext _context;
    readonly Lazy<ProjectRoot> _root;
    readonly Lazy<LanguageCatalog> _languages;

    internal TransferPredictionCatalog(MLContext context, Lazy<ProjectRoot> root)
    {
        (_context, _root, Trainers) = (context, root, new TransferPredictionTrainers(context));
        _languages = new Lazy<LanguageCatalog>(() => LanguageCatalog.LoadShipped(root.Value));
    }

    /// <summary>Trainers on views of features.</summary>
    public TransferPredictionTrainers Trainers { get; }

    /// <summary>A file of features and scores, which is read row by row each time the view is gone through.</summary>
    /// <param name="path">CSV with the schema's hash beside it, as `dotnet run --project src/Training -- --table FILE` writes it.</param>
    /// <param name="options">What the view shall have; the defaults when null.</param>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">The file is not as it should be, or has fewer target languages than folds; the message says where.</exception>
    public FeatureDataView LoadFeatures(string path, FeatureViewOptions? options = null) => new(FeatureTableFile.Open(path, _languages.Value), options);

    /// <summary>A table of features and scores in memory.</summary>
    /// <param name="table">The table.</param>
    /// <param name="options">What the view shall have; the defaults when null.</param>
    /// <exception cref="InvalidDataException">The table has no rows, or fewer target languages than folds.</exception>
    public FeatureDataView LoadFeatures(FeatureTable table, FeatureViewOptions? options = null) => new(table, options);

    /// <summary>The repository's scores, joined with features, in memory.</summary>
    /// <param name="training">Which scores; all that training takes when nothing is said.</param>
    /// <param name="options">What the view shall have; the defaults when null.</param>
    /// <exception cref="IOException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">A file is not as it should be.</exception>
    public FeatureDataView LoadFeatures(TrainingOptions training, FeatureViewOptions? options = null) =>
        new(FeatureTable.Of(TrainingInputs.Read(_root.Value, training, new JobProgress(quiet: true), CancellationToken.None).Table.Rows), options);

    /// <summary>Features by names: those of a view's sources with every language of the catalogue, and of the view's own pairs.</summary>
    /// <param name="features">A view of features whose models the repository has tables of.</param>
    /// <exception cref="FileNotFoundException">The repository has no table of a model.</exception>
    public PairFeatures LoadPairs(IDataView features) => PairFeatures.Around(_root.Value, _languages.Value, Read(features));

    /// <summary>Learns to predict from names alone.</summary>
    /// <param name="pairs">The features of the pairs that are to be predicted.</param>
    /// <param name="options">How it learns; the defaults when null.</param>
    public TransferPredictionEstimator Estimator(PairFeatures pairs, TransferPredictionOptions? options = null) => new(_context, _languages.Value, pairs, options);

    /// <summary>A predictor of the built-in engine: from names to what `rank` predicts.</summary>
    /// <param name="task">The task.</param>
    /// <param name="metric">The metric; null for the first that the predictor learned.</param>
    /// <param name="folder">Folder of the predictor; null for models/predictor.</param>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or the predictor does not know the task.</exception>
    public NamedPairTransformer LoadPredictor(string task = Defaults.Task, string? metric = null, string? folder = null) =>
        PredictorPipeline.Load(_context, _root.Value, _languages.Value, folder ?? _root.Value.Predictor, task, metric);

    /// <summary>Holds out parts of a view in turn. Estimators see the columns of <see cref="ColumnNames"/>, without Fold.</summary>
    /// <param name="view">A view of features.</param>
    /// <param name="split">What is held out: leave-one-target-out and the others of <see cref="Splitter"/>.</param>
    /// <param name="estimator">What learns; <see cref="TransferPredictionTrainers.LightGbm(Training.LightGbm.LightGbmParameters?, string?)"/> when null.</param>
    /// <exception cref="ArgumentException">A column is missing, or the features are of another schema than the estimator wants.</exception>
    /// <exception cref="InvalidDataException">There are fewer than two groups to hold out.</exception>
    public TransferCrossValidationResult CrossValidate(IDataView view, Splitter split, IEstimator<ITransformer>? estimator = null)
    {
        FeatureTable table = Read(view);
        IEstimator<ITransformer> learner = estimator ?? Trainers.LightGbm();
        ImmutableArray<Prediction> predictions = ConformalInterval.Across(CrossValidation.Run(new EstimatorRegressor(learner, table), table.Rows, split, threads: 1));
        return new TransferCrossValidationResult(
            AccuracyReport.Of(split.Title, predictions, BootstrapSeed), Regression(predictions),
            [.. predictions.GroupBy(p => p.Fold).Select(fold => new FoldMetrics(fold.Key, fold.Count(), Regression([.. fold])))], predictions);
    }

    /// <summary>Compares the column Score of a view with its column Label.</summary>
    /// <param name="scored">A view with Model, Source, Target, Label and Score, and Task and Metric where there are several.</param>
    /// <exception cref="ArgumentException">A column is missing, or a score is no number.</exception>
    public TransferMetrics Evaluate(IDataView scored)
    {
        TrainingRows rows = FeatureViews.Read(scored, _languages.Value, PairNames.Of(scored.Schema, "", ""), PairFeatures.None).Rows;
        float[] scores = FeatureViews.Numbers(scored, ColumnNames.Score);
        Prediction[] predictions = [.. scores.Select((score, i) => new Prediction(rows.Query(i), rows.Groups[i].TargetGroup, rows.Sources[i], rows.Scores[i], score))];
        return new TransferMetrics(AccuracyReport.Of(ColumnNames.Score, predictions, BootstrapSeed), Regression(predictions));
    }

    /// <summary>Ranks the sources of a target by what a model predicts, best first.</summary>
    /// <param name="model">A transformer that takes names, loaded from a .zip or just fitted.</param>
    /// <param name="target">The language to serve: code, alias or name.</param>
    /// <param name="options">What to rank for; the defaults when null.</param>
    /// <returns>The sources that the model has a score for; none where it knows nothing of the target.</returns>
    /// <exception cref="UnknownLanguageException">The catalogue does not know the target.</exception>
    public ImmutableArray<RankedSource> Rank(ITransformer model, string target, RankOptions? options = null)
    {
        options ??= new RankOptions();
        string served = _languages.Value.Resolve(target).Code;
        Language[] sources = options.Sources.IsEmpty ? [.. _languages.Value.Languages] : [.. options.Sources.Select(s => _languages.Value.ResolveOrUnlisted(s))];
        IDataView scored = model.Transform(_context.Data.LoadFromEnumerable(sources.Select(
            s => new LanguagePair { Task = options.Task, Metric = options.Metric, Model = options.Model, Source = s.Code, Target = served })));
        float[] scores = FeatureViews.Numbers(scored, ColumnNames.Score), lower = Ends(scored, ColumnNames.Lower, scores.Length), upper = Ends(scored, ColumnNames.Upper, scores.Length);
        return
        [
            .. Enumerable.Range(0, sources.Length).Where(i => !float.IsNaN(scores[i]))
                .OrderByDescending(i => scores[i]).ThenBy(i => sources[i].Code, StringComparer.Ordinal)
                .Select((i, place) => new RankedSource(place + 1, sources[i], scores[i], lower[i], upper[i])),
        ];
    }

    FeatureTable Read(IDataView view) => FeatureViews.Read(view, _languages.Value, PairNames.Of(view.Schema, Defaults.Task, Defaults.Metric));

    RegressionMetrics Regression(IReadOnlyCollection<Prediction> predictions) => _context.Regression.Evaluate(
        _context.Data.LoadFromEnumerable(predictions.Select(p => new Scored { Label = (float)p.Actual, Score = (float)p.Predicted })));

    static float[] Ends(IDataView scored, string column, int rows) =>
        scored.Schema.GetColumnOrNull(column) is null ? [.. Enumerable.Repeat(float.NaN, rows)] : FeatureViews.Numbers(scored, column);

    sealed class Scored
    {
        public float Label { get; set; }

        public float Score { get; set; }
    }
}
