using System.Collections.Immutable;

namespace TransferPredict.Training.Predictor;

/// <summary>What a predictor was trained on and how well it did on held-out languages: training.json.</summary>
public sealed record TrainingRecord
{
    /// <summary>Tasks, metrics and models it knows, as "task|metric|model".</summary>
    public required ImmutableArray<string> Settings { get; init; }

    /// <summary>Rows it was trained on.</summary>
    public required int Pairs { get; init; }

    /// <summary>Languages among the sources and among the targets.</summary>
    public required int Sources { get; init; }

    /// <inheritdoc cref="Sources"/>
    public required int Targets { get; init; }

    /// <summary>Score files with their SHA-256.</summary>
    public required ImmutableSortedDictionary<string, string> ScoreFiles { get; init; }

    /// <summary>Models with the SHA-256 of their file.</summary>
    public required ImmutableSortedDictionary<string, string> Models { get; init; }

    /// <summary>Seed of the training.</summary>
    public required int Seed { get; init; }

    /// <summary>LightGBM's parameters of the boosters of scores and shape; ranking has a share of their trees and a truncation of its own, levels have fixed ones.</summary>
    public required LightGbm.LightGbmParameters Parameters { get; init; }

    /// <summary>Figures of the predictor on held-out target languages, by name.</summary>
    public required ImmutableSortedDictionary<string, double> HeldOut { get; init; }

    /// <summary>What each source is worth as such.</summary>
    public required SourceEffects SourceEffects { get; init; }

    /// <summary>The scale of each model, task and metric.</summary>
    public required SettingScales SettingScales { get; init; }

    /// <summary>What was measured on each target.</summary>
    public required NearTargets NearTargets { get; init; }
}
