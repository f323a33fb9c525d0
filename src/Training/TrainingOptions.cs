using System.Collections.Immutable;

namespace TransferPredict.Training;

/// <summary>What the main job is to do.</summary>
public sealed record TrainingOptions
{
    /// <summary>The only model to train on; null for every model that the scores name and models/ has.</summary>
    public string? Model { get; init; }

    /// <summary>Score files; empty for all of data/scores.</summary>
    public ImmutableArray<string> ScoreFiles { get; init; } = [];

    /// <summary>Folder of the predictor; null for models/predictor.</summary>
    public string? Out { get; init; }

    /// <summary>Seed of training and bootstrap, 0 or more.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Languages and folds at a time, 1 or more; results do not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
