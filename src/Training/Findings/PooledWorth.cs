using System.Collections.Immutable;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Findings;

/// <summary>What a pair's feature tells within targets, beside what pooling would claim of it.</summary>
/// <param name="Feature">Name of the feature.</param>
/// <param name="Within">Mean over settings of the correlation within targets, in [-1, 1].</param>
/// <param name="PooledTargets">Mean over settings of the correlation over all pairs of a setting, targets mixed.</param>
/// <param name="PooledAll">Spearman's correlation over all pairs of all settings, models and tasks mixed too.</param>
/// <param name="Settings">Settings in which the feature has values.</param>
public sealed record PooledWorth(string Feature, double Within, double PooledTargets, double PooledAll, int Settings)
{
    /// <summary>Whether one of the pooled figures has the other sign than what holds within targets (Simpson 1951).</summary>
    public bool IsReversed => Math.Sign(Within) * Math.Sign(PooledTargets) < 0 || Math.Sign(Within) * Math.Sign(PooledAll) < 0;

    /// <summary>Compares the three for every feature of a pair.</summary>
    /// <param name="rows">Rows of all settings.</param>
    /// <param name="worths">What features are worth in each setting.</param>
    /// <returns>In the order in which the features come first.</returns>
    public static ImmutableArray<PooledWorth> Of(TrainingRows rows, IEnumerable<FeatureWorth> worths) =>
    [
        .. worths.Where(w => w.Side == FeatureSide.Pair && rows.FeatureNames.Contains(w.Feature)).GroupBy(w => w.Feature)
            .Select(g => new PooledWorth(g.Key, g.Average(w => w.Within.Value), g.Average(w => w.Pooled), Pooled(rows, g.Key), g.Count())),
    ];

    static double Pooled(TrainingRows rows, string feature)
    {
        double[] values = FeatureWorth.ValuesOf(rows, rows.FeatureNames.IndexOf(feature));
        int[] known = [.. Enumerable.Range(0, rows.Count).Where(i => !double.IsNaN(values[i]))];
        return Ranks.Spearman([.. known.Select(i => values[i])], [.. known.Select(i => rows.Scores[i])]);
    }
}
