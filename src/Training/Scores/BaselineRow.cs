using TransferPredict.Features.Languages;

namespace TransferPredict.Training.Scores;

/// <summary>What one measured run would have scored without transfer.</summary>
/// <param name="Task">As in <see cref="ScoreRow"/>.</param>
/// <param name="Metric">As in <see cref="ScoreRow"/>.</param>
/// <param name="Model">Name of the multilingual model.</param>
/// <param name="Source">The language it was fine-tuned on.</param>
/// <param name="Target">The language it was tested on.</param>
/// <param name="TrainSize">Size of the fine-tuning set; null where it is not known.</param>
/// <param name="Seed">Seed of the run; null where it is not known.</param>
/// <param name="Majority">The score of the commonest label of the training text everywhere, a fraction, in [0, 1].</param>
/// <param name="Shuffled">The score of the run's own answers given to other words or sentences of the same test, in [0, 1]; null where it was not kept.</param>
public sealed record BaselineRow(
    string Task, string Metric, string Model, Language Source, Language Target, long? TrainSize, long? Seed, double Majority, double? Shuffled)
{
    /// <summary>Which run it is.</summary>
    public MeasuredRun Run => new(Task, Metric, Model, Source.Code, Target.Code, TrainSize, Seed);
}
