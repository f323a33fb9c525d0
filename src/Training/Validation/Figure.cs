using System.Collections.Immutable;

namespace TransferPredict.Training.Validation;

/// <summary>A figure with what it rests on.</summary>
/// <param name="Value">The figure.</param>
/// <param name="Interval">Its 95 % interval by bootstrap over groups; null where no sample of the groups has the figure.</param>
/// <param name="Groups">Groups (mostly target languages) that the bootstrap draws.</param>
public sealed record Figure(double Value, ConfidenceInterval? Interval, int Groups)
{
    /// <summary>Whether the interval lies on one side of 0: 1 above, -1 below, 0 where it holds 0 or there is none.</summary>
    public int Sign => Interval is { Low: > 0 } ? 1 : Interval is { High: < 0 } ? -1 : 0;

    /// <summary>The figures of some predictions less those of others, with intervals over the same drawn targets (paired bootstrap).</summary>
    /// <param name="first">Predictions of some targets.</param>
    /// <param name="second">Predictions of the same targets.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <returns>In the order of <see cref="AccuracyMetrics.Names"/>; null where one of the two has no figure.</returns>
    /// <exception cref="ArgumentException">The targets differ.</exception>
    public static ImmutableArray<Figure?> Differences(IReadOnlyCollection<Prediction> first, IReadOnlyCollection<Prediction> second, int seed)
    {
        double?[] x = AccuracyMetrics.Of(first).Values, y = AccuracyMetrics.Of(second).Values;
        int targets = first.Select(p => p.Target).Distinct().Count();
        return [.. Bootstrap.Difference(first, second, seed).Select((interval, i) => x[i] - y[i] is { } value ? new Figure(value, interval, targets) : null)];
    }
}
