using System.Collections.Immutable;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Findings;

/// <summary>Whether what fine-tuning did to alignment goes with the zero-shot score, within one model, task and metric, in one layer.</summary>
/// <param name="Setting">"model|task|metric".</param>
/// <param name="Measure">Name of the measure.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Change">
/// Spearman's correlation of after - before with the score over the targets of one source, the mean over sources; intervals by bootstrap over targets.
/// </param>
/// <param name="Before">The same of the value before: what is known without fine-tuning.</param>
/// <param name="After">The same of the value after.</param>
/// <param name="Pooled">Spearman's correlation of the change with the score over all pairs, sources mixed.</param>
public sealed record ChangeCorrelation(string Setting, string Measure, int Layer, Figure Change, Figure? Before, Figure? After, Figure? Pooled)
{
    const int FewestTargets = 3;

    /// <summary>Correlates every measure in every layer.</summary>
    /// <param name="setting">"model|task|metric".</param>
    /// <param name="changes">Changes of this model and task.</param>
    /// <param name="scores">Codes of source and target to the mean score of their seeds.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    public static ImmutableArray<ChangeCorrelation> Of(
        string setting, IEnumerable<PairChange> changes, IReadOnlyDictionary<(string Source, string Target), double> scores, int seed)
    {
        ImmutableArray<ChangeCorrelation>.Builder found = ImmutableArray.CreateBuilder<ChangeCorrelation>();
        foreach (IGrouping<(string Measure, int Layer), PairChange> group in changes
            .Where(c => c.Source.Iso6393 != c.Target.Iso6393 && scores.ContainsKey((c.Source.Code, c.Target.Code)))
            .GroupBy(c => (c.Measure, c.Layer)).OrderBy(g => g.Key.Measure, StringComparer.Ordinal).ThenBy(g => g.Key.Layer))
        {
            PairChange[] known = [.. group.Where(c => !double.IsNaN(c.Change))];
            if (Within(known, c => c.Change, scores, seed) is { } change)
                found.Add(new ChangeCorrelation(
                    setting, group.Key.Measure, group.Key.Layer, change, Within(known, c => c.Before, scores, seed), Within(known, c => c.After, scores, seed),
                    GroupBootstrap.Spearman(known.Select(c => (c.Target.Iso6393, c.Change, scores[(c.Source.Code, c.Target.Code)])), seed)));
        }
        return found.ToImmutable();
    }

    static Figure? Within(PairChange[] pairs, Func<PairChange, double> value, IReadOnlyDictionary<(string, string), double> scores, int seed)
    {
        (string Source, double X, double Y)[][] targets =
        [
            .. pairs.GroupBy(p => p.Target.Iso6393).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => g.OrderBy(p => p.Source.Code, StringComparer.Ordinal).ThenBy(p => p.Target.Code, StringComparer.Ordinal)
                    .Select(p => (p.Source.Code, value(p), scores[(p.Source.Code, p.Target.Code)])).ToArray()),
        ];
        return GroupBootstrap.Of(targets.Length, seed, draw =>
        {
            double[] correlations =
            [
                .. draw.SelectMany(i => targets[i]).GroupBy(p => p.Source).OrderBy(g => g.Key, StringComparer.Ordinal).Where(g => g.Count() >= FewestTargets)
                    .Select(g => GroupBootstrap.Correlation([.. g.Select(p => p.X)], [.. g.Select(p => p.Y)])).OfType<double>(),
            ];
            return correlations.Length == 0 ? null : correlations.Average();
        });
    }
}
