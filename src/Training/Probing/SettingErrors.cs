using System.Collections.Immutable;

namespace TransferPredict.Training.Probing;

/// <summary>The held-out errors of one setting (model, task and metric).</summary>
/// <param name="Sources">Codes of the sources, in ordinal order.</param>
/// <param name="Targets">A row a target, in ordinal order of their codes.</param>
public sealed record SettingErrors(ImmutableArray<string> Sources, ImmutableArray<TargetErrors> Targets);
