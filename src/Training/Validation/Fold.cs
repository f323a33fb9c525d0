using System.Collections.Immutable;

namespace TransferPredict.Training.Validation;

/// <summary>One split of a table: what is learned from, and what is held out.</summary>
/// <param name="Name">The group that is held out: an ISO 639-3 code, a family, a model, or "fold 1" and so on.</param>
/// <param name="Train">Rows to learn from, ascending.</param>
/// <param name="Test">Rows to predict, ascending.</param>
public sealed record Fold(string Name, ImmutableArray<int> Train, ImmutableArray<int> Test);
