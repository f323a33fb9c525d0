using System.Collections.Immutable;
using TransferPredict.Training.Validation;

namespace TransferPredict.Evaluate;

/// <summary>What a ranking shall tell beside predicted scores.</summary>
sealed record RankingQuestions
{
    /// <summary>The coverage that intervals promise, and how sure it must be that a source is worse than the best for it not to be tied; in (0, 1).</summary>
    public double Level { get; init; } = ConformalInterval.DefaultLevel;

    /// <summary>Scores of the target that are known already.</summary>
    public ImmutableArray<KnownScore> Known { get; init; } = [];

    /// <summary>Whether to say what the measurement of each source is worth.</summary>
    public bool Suggest { get; init; }

    /// <summary>How many sources to choose to fine-tune on together; null for none.</summary>
    public int? Choose { get; init; }

    /// <summary>What of it only a predictor with held-out errors can answer; null for nothing.</summary>
    public string? NeedsErrors(double calibrated) =>
        Known.Length > 0 ? "--known" : Suggest ? "--suggest" : Choose is not null ? "--choose" : Level != calibrated ? "--level" : null;
}
