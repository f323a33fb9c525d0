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
    /// <returns>
    /// It holds native memory, and the caller disposes of it; a PredictionEngine that is made of it does so when it is disposed of itself
    /// (PredictionEngineOptions.OwnsTransformer).
    /// </returns>
    /// <exception cref="InvalidDataException">
    /// A file is damaged, the predictor does not know the task, or it was trained on another model of the name than the repository has.
    /// </exception>
    public NamedPairTransformer LoadPredictor(string task = Defaults.Task, string? metric = null, string? folder = null) =>
        PredictorPipeline.Load(_context, _root.Value, _languages.Value, folder ?? _root.Value.Predictor, task, metric);

    /// <summary>Holds out parts of a view in turn. Estimators see the columns of <see cref="ColumnNames"/>, without Fold.</summary>
    /// <param name="view">A view of features.</param>
    /// <param name="split">What is held out: leave-one-target-out and the others of <see cref="Splitter"/>.</param>
    /// <param name="estimator">What learns; <see cref="TransferPredictionTrainers.LightGbm(Training.LightGbm.LightGbmParameters?, string?)"/> when null.</param>
    /// <param name="task">The task of a view that has no column Task; null for what the estimator's options say, or pos where it has none.</param>
    /// <param name="metric">The metric of a view that has no column Metric; null for what the estimator's options say, or accuracy where it has none.</param>
    /// <param name="cancellation">Ends the work between folds.</param>
    /// <exception cref="ArgumentException">A column is missing, or the features are of another schema than the estimator wants.</exception>
    /// <exception cref="InvalidDataException">There are fewer than two groups to hold out, a row has no score, or a name is not as it should be.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public TransferCrossValidationResult CrossValidate(
        IDataView view, Splitter split, IEstimator<ITransformer>? estimator = null, string? task = null, string? metric = null, CancellationToken cancellation = default)
    {
        TransferPredictionOptions? told = (estimator as TransferPredictionEstimator)?.Options;
        FeatureTable table = FeatureViews.Read(
            view, _languages.Value, PairNames.Of(view.Schema, task ?? told?.Task ?? Defaults.Task, metric ?? told?.Metric ?? Defaults.Metric));
        KnownScores.Require(table.Rows);
        IEstimator<ITransformer> learner = estimator ?? Trainers.LightGbm();
        ImmutableArray<Prediction> predictions = ConformalInterval.Across(
            CrossValidation.Run(new EstimatorRegressor(learner, table), table.Rows, split, threads: 1, cancellation: cancellation));
        return new TransferCrossValidationResult(
            AccuracyReport.Of(split.Title, predictions, BootstrapSeed), Regression(predictions),
            [.. predictions.GroupBy(p => p.Fold).Select(fold => new FoldMetrics(fold.Key, fold.Count(), Regression([.. fold])))], predictions);
    }

    /// <summary>Compares the column Score of a view with its column Label; features are not looked at.</summary>
    /// <param name="scored">A view with Model, Source, Target, Label and Score, and Task and Metric where there are several.</param>
    /// <exception cref="ArgumentException">A column is missing, or a score is no number.</exception>
    /// <exception cref="InvalidDataException">A name is not as it should be; the message names the row.</exception>
    public TransferMetrics Evaluate(IDataView scored)
    {
        Prediction[] predictions = ScoredView.Read(scored, _languages.Value, PairNames.Of(scored.Schema, Defaults.Task, Defaults.Metric));
        return new TransferMetrics(AccuracyReport.Of(ColumnNames.Score, predictions, BootstrapSeed), Regression(predictions));
    }

    /// <summary>Ranks the sources of a target by what a model predicts, best first.</summary>
    /// <param name="model">A transformer that takes names, loaded from a .zip or just fitted.</param>
    /// <param name="target">The language to serve: code, alias or name.</param>
    /// <param name="options">What to rank for; the defaults when null.</param>
    /// <returns>The sources that the model has a score for; none where it knows nothing of the target.</returns>
    /// <exception cref="UnknownLanguageException">The catalogue does not know the target or a source; the message names the nearest that it knows.</exception>
    /// <exception cref="ArgumentException">A source is named twice.</exception>
    public ImmutableArray<RankedSource> Rank(ITransformer model, string target, RankOptions? options = null)
    {
        options ??= new RankOptions();
        string served = _languages.Value.Resolve(target).Code;
        Language[] sources = options.Sources.IsEmpty ? [.. _languages.Value.Languages] : [.. options.Sources.Select(s => _languages.Value.Resolve(s))];
        if (sources.GroupBy(s => s.Code).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"{twice.Key} is {twice.Count()} times among the sources {string.Join(", ", options.Sources)}; expected each source once.", nameof(options));
        IDataView scored = model.Transform(_context.Data.LoadFromEnumerable(sources.Select(
            s => new LanguagePair { Task = options.Task, Metric = options.Metric, Model = options.Model, Source = s.Code, Target = served })));
        return
        [
            .. sources.Zip(ScoredView.Scores(scored)).Where(s => !float.IsNaN(s.Second.Score))
                .OrderByDescending(s => s.Second.Score).ThenBy(s => s.First.Code, StringComparer.Ordinal)
                .Select((s, place) => new RankedSource(place + 1, s.First, s.Second.Score, s.Second.Lower, s.Second.Upper)),
        ];
    }

    FeatureTable Read(IDataView view) => FeatureViews.Read(view, _languages.Value, PairNames.Of(view.Schema, Defaults.Task, Defaults.Metric));

    RegressionMetrics Regression(IReadOnlyCollection<Prediction> predictions) => _context.Regression.Evaluate(
        _context.Data.LoadFromEnumerable(predictions.Select(p => new Scored { Label = (float)p.Actual, Score = (float)p.Predicted })));

    sealed class Scored
    {
        public float Label { get; set; }

        public float Score { get; set; }
    }
}
