using System.Collections.Immutable;
using TransferPredict.Features;
using TransferPredict.Training.Predictor;
using TransferPredict.Training.Probing;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training;

/// <summary>The main job: features, table, held-out accuracy, calibration, the predictor trained on everything, saved.</summary>
public static class TrainingJob
{
    /// <summary>Parts of the target languages that are held out in turn: what a run at the keyboard can wait for. `accuracy` holds out each.</summary>
    const int Folds = 20;

    /// <summary>Does it. A predictor that is already there stays as it is until the new one is complete.</summary>
    /// <param name="root">The repository.</param>
    /// <param name="options">What to do.</param>
    /// <param name="progress">Shows how far it has come.</param>
    /// <param name="cancellation">Ends the work early, with nothing saved.</param>
    /// <exception cref="IOException">A file is missing or cannot be written.</exception>
    /// <exception cref="InvalidDataException">A file is not as it should be, or the scores are too few to hold any language out.</exception>
    public static TrainingOutcome Run(ProjectRoot root, TrainingOptions options, IJobProgress progress, CancellationToken cancellation)
    {
        string folder = options.Out ?? root.Predictor;
        PredictorFolder.RequireCanBeFolder(folder);
        TrainingInputs inputs = TrainingInputs.Read(root, options, progress, cancellation);
        TrainingRows rows = inputs.Table.Rows;
        var regressor = new LightGbmRegressor(LightGbmRegressor.DefaultParameters with { Seed = options.Seed });
        AccuracyStudy study = HoldOut(regressor, inputs.Table, options, progress, cancellation);

        FittedLightGbm fitted = progress.Run("Training on all pairs", PredictorBoosters.Files.Count, done => regressor.Train(rows, done, cancellation));
        var predictor = new TransferPredictor(
            fitted.Boosters,
            ConformalInterval.BySetting(study.Predictions),
            RecordOf(inputs, options.Seed, regressor.Parameters, study, fitted.Learned))
        {
            Errors = new Lazy<HeldOutErrors?>(HeldOutErrors.Of(rows, study.Predictions)),
        };
        cancellation.ThrowIfCancellationRequested();
        PredictorFolder.Save(folder, predictor);
        return new TrainingOutcome(inputs, study, predictor, folder);
    }

    /// <summary>Tests what learns on held-out target languages.</summary>
    internal static AccuracyStudy HoldOut(
        IRegressor regressor, TrainingTable table, TrainingOptions options, IJobProgress progress, CancellationToken cancellation) =>
        AccuracyStudy.Run(regressor, table, Splitter.TargetFolds(Folds, options.Seed), options.Seed, options.Threads, progress, cancellation);

    static TrainingRecord RecordOf(
        TrainingInputs inputs, int seed, LightGbm.LightGbmParameters parameters, AccuracyStudy study, LearnedFeatures learned) => new()
        {
            Settings = [.. inputs.Scores.Select(s => $"{s.Task}|{s.Metric}|{s.Model}").Distinct().Order(StringComparer.Ordinal)],
            Pairs = inputs.Table.Rows.Count,
            Sources = inputs.Table.Rows.Sources.Distinct().Count(),
            Targets = inputs.Table.Rows.Targets.Distinct().Count(),
            ScoreFiles = inputs.ScoreFiles,
            Models = inputs.Models,
            Seed = seed,
            Parameters = parameters,
            HeldOut = AccuracyMetrics.Names.Zip(study.Headline.Metrics.Values).Where(p => p.Second is not null)
            .ToImmutableSortedDictionary(p => p.First, p => p.Second!.Value, StringComparer.Ordinal),
            SourceEffects = learned.Sources,
            NearTargets = learned.Near,
            SettingScales = learned.Scales,
        };
}
