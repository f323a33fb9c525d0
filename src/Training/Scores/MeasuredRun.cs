namespace TransferPredict.Training.Scores;

/// <summary>What tells one measured run from another: no two rows of scores may be the same run.</summary>
/// <param name="Task">The task.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Model">The multilingual model.</param>
/// <param name="Source">Code of the source.</param>
/// <param name="Target">Code of the target.</param>
/// <param name="TrainSize">Size of the fine-tuning set; null where it is not known.</param>
/// <param name="Seed">The seed; null where it is not known.</param>
public readonly record struct MeasuredRun(string Task, string Metric, string Model, string Source, string Target, long? TrainSize, long? Seed)
{
    /// <summary>As messages name it.</summary>
    public override string ToString() =>
        $"{Task} {Metric} with {Model} from {Source} to {Target}, train_size {TrainSize?.ToString() ?? "unknown"}, seed {Seed?.ToString() ?? "unknown"}";
}
