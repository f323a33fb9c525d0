using System.Collections.Immutable;
using TransferPredict.Training.Texts;

namespace TransferPredict.Training;

/// <summary>What the main job is to do.</summary>
public sealed record TrainingOptions
{
    /// <summary>The only model to train on; null for every model that the scores name and models/ has.</summary>
    public string? Model { get; init; }

    /// <summary>The only task to train on; null for every task that the scores name.</summary>
    public string? Task { get; init; }

    /// <summary>Whether models that have no folder in models/ are taken too, with what the catalogue and feature files tell of their pairs.</summary>
    public bool AnyModel { get; init; }

    /// <summary>The model whose own features of a pair stand in for those of models without a folder; null for none.</summary>
    public string? Proxy { get; init; }

    /// <summary>Score files; empty for all of data/scores.</summary>
    public ImmutableArray<string> ScoreFiles { get; init; } = [];

    /// <summary>Files of further features of the pairs.</summary>
    public ImmutableArray<string> FeatureFiles { get; init; } = [];

    /// <summary>Text to read with the model; null to take what is stored.</summary>
    public TextInput? Texts { get; init; }

    /// <summary>Folder of the predictor; null for models/predictor.</summary>
    public string? Out { get; init; }

    /// <summary>Seed of training and bootstrap, 0 or more.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Languages and folds at a time, 1 or more; results do not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
