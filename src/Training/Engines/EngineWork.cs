using System.Collections.Immutable;
using TransferPredict.Features;
using TransferPredict.Training.LightGbm;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Engines;

/// <summary>What an engine's model is made from.</summary>
/// <param name="Root">The repository, whose stored tables tell the features of further pairs.</param>
/// <param name="Rows">All measured pairs.</param>
/// <param name="Parameters">LightGBM's parameters.</param>
/// <param name="Intervals">"model|task|metric" to how wide a 90 % interval is there, from languages held out.</param>
public sealed record EngineWork(
    ProjectRoot Root, TrainingRows Rows, LightGbmParameters Parameters, ImmutableSortedDictionary<string, ConformalInterval> Intervals);
