using System.Collections.Immutable;
using TransferPredict.Training.CommandLine;

namespace TransferPredict.MlNet.Evaluation;

/// <summary>What to rank for.</summary>
public sealed record RankOptions
{
    /// <summary>Name of the multilingual model.</summary>
    public string Model { get; init; } = Defaults.Model;

    /// <summary>The task; a .zip of one task does not look at it.</summary>
    public string Task { get; init; } = Defaults.Task;

    /// <summary>The metric; a .zip of one metric does not look at it.</summary>
    public string Metric { get; init; } = Defaults.Metric;

    /// <summary>Codes, aliases or names of the sources to choose from, each once; empty for all languages of the catalogue that the model has a score for.</summary>
    public ImmutableArray<string> Sources { get; init; } = [];
}
