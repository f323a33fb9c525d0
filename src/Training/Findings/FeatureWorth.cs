using TransferPredict.Features;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Findings;

/// <summary>What one feature tells of the scores of one model, task and metric, taken alone.</summary>
/// <param name="Setting">"model|task|metric".</param>
/// <param name="Feature">Name of the feature.</param>
/// <param name="Side">Whose it is.</param>
/// <param name="Within">
/// Of a pair's feature: Spearman's correlation with the score over a target's sources, the mean over targets (those with fewer than three values
/// are left out; a constant feature counts as 0). Of one side's: Spearman's correlation, over languages, with the language's mean score. Intervals by
/// bootstrap over these languages.
/// </param>
/// <param name="Pooled">Spearman's correlation over all pairs of the setting at once, targets mixed: what a careless analysis would report.</param>
public sealed record FeatureWorth(string Setting, string Feature, FeatureSide Side, Figure Within, double Pooled)
{
    const int FewestSources = 3;

    /// <summary>Family of the feature.</summary>
    public string Family => FeatureDefinition.FamilyOf(Feature);

    /// <summary>Whether pooling reverses the sign of what holds within targets, whose interval leaves 0 out (Simpson's paradox).</summary>
    public bool IsReversed => Within.Sign != 0 && Math.Sign(Pooled) == -Within.Sign;

    /// <summary>The side that a feature's name tells.</summary>
    public static FeatureSide SideOf(string feature) => feature.EndsWith("_source", StringComparison.Ordinal) ? FeatureSide.Source
        : feature.EndsWith("_target", StringComparison.Ordinal) ? FeatureSide.Target : FeatureSide.Pair;

    /// <summary>
    /// A feature's value for each row; NaN where it is missing. A difference counts without its sign: with it, it orders the sources of every target as the source's own value does.
    /// </summary>
    /// <param name="rows">The rows.</param>
    /// <param name="column">Number of the feature.</param>
    public static double[] ValuesOf(TrainingRows rows, int column)
    {
        bool isDifference = rows.FeatureNames[column].EndsWith("_difference", StringComparison.Ordinal);
        return [.. Enumerable.Range(0, rows.Count).Select(i => isDifference ? Math.Abs((double)rows.Row(i)[column]) : rows.Row(i)[column])];
    }

    /// <summary>Judges one feature.</summary>
    /// <param name="rows">Rows of one setting.</param>
    /// <param name="feature">Its name; the end tells whose it is.</param>
    /// <param name="values">Its value for each row; NaN where it is missing.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    /// <returns>Null where it has no values, or the same everywhere.</returns>
    public static FeatureWorth? Of(TrainingRows rows, string feature, double[] values, int seed)
    {
        int[] known = [.. Enumerable.Range(0, rows.Count).Where(i => !double.IsNaN(values[i]))];
        if (GroupBootstrap.Correlation([.. known.Select(i => values[i])], [.. known.Select(i => rows.Scores[i])]) is not { } pooled)
            return null;
        FeatureSide side = SideOf(feature);
        Figure? within = side switch
        {
            FeatureSide.Pair => WithinTargets(rows, known, values, seed),
            FeatureSide.Source => AcrossLanguages(known, rows.Sources, i => rows.Groups[i].SourceGroup, values, rows.Scores, seed),
            _ => AcrossLanguages(known, rows.Targets, i => rows.Groups[i].TargetGroup, values, rows.Scores, seed),
        };
        return within is null ? null : new FeatureWorth(rows.Groups[0].Setting, feature, side, within, pooled);
    }

    static Figure? WithinTargets(TrainingRows rows, int[] known, double[] values, int seed) => GroupBootstrap.Mean(
        known.GroupBy(i => rows.Targets[i]).Where(g => g.Count() >= FewestSources)
            .Select(g => (rows.Groups[g.First()].TargetGroup, Ranks.Spearman([.. g.Select(i => values[i])], [.. g.Select(i => rows.Scores[i])]))), seed);

    static Figure? AcrossLanguages(int[] known, string[] languages, Func<int, string> group, double[] values, double[] scores, int seed) => GroupBootstrap.Spearman(
        known.GroupBy(i => languages[i]).Select(g => (group(g.First()), values[g.First()], g.Select(i => scores[i]).Order().Average())), seed);
}
