using TransferPredict.Features;
using TransferPredict.Training.LightGbm;
using TransferPredict.Training.Predictor;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Engines;

/// <summary>The main job with an engine that was loaded: the same table and folds, another learner, a model in the engine's own format.</summary>
public static class EngineJob
{
    /// <summary>Does it. A model that is already there stays as it is until the new one is complete.</summary>
    /// <param name="engine">What learns.</param>
    /// <param name="root">The repository.</param>
    /// <param name="options">What to do; <see cref="TrainingOptions.Out"/> must say where to.</param>
    /// <param name="progress">Shows how far it has come.</param>
    /// <param name="cancellation">Ends the work early, with nothing saved.</param>
    /// <exception cref="IOException">A file is missing or cannot be written.</exception>
    /// <exception cref="InvalidDataException">
    /// A file is not as it should be, the scores are too few to hold any language out, or the engine calls what this version does not have.
    /// </exception>
    public static EngineOutcome Run(ITrainingEngine engine, ProjectRoot root, TrainingOptions options, IJobProgress progress, CancellationToken cancellation)
    {
        string folder = options.Out ?? throw new ArgumentException($"There is no folder for the model of {engine.Name}; expected one.", nameof(options));
        PredictorFolder.RequireCanBeFolder(folder);
        TrainingInputs inputs = TrainingInputs.Read(root, options, progress, cancellation);
        LightGbmParameters parameters = LightGbmRegressor.DefaultParameters with { Seed = options.Seed };
        try
        {
            AccuracyStudy study = TrainingJob.HoldOut(engine.Regressor(parameters), inputs.Table, options, progress, cancellation);
            var work = new EngineWork(root, inputs.Table.Rows, parameters, ConformalInterval.BySetting(study.Predictions));
            return new EngineOutcome(inputs, study, engine.Save(folder, work, cancellation));
        }
        catch (Exception e) when (e is MissingMemberException or TypeLoadException)
        {
            // Two builds of one version: what an engine calls is only looked up when it is called.
            throw new InvalidDataException($"{engine.GetType().Assembly.Location}: found an engine built against another build of this program ({e.Message}), expected this one; {TrainingEngines.HowToBuild}.", e);
        }
    }
}
