using System.Collections.Immutable;
using TransferPredict.Features.Numerics;

namespace TransferPredict.Training.Validation;

/// <summary>
/// 95 % percentile intervals of the figures (Efron 1979), from drawing whole target languages with replacement: rows of one target
/// share its difficulty, so that drawing rows would make every interval far too narrow.
/// </summary>
public static class Bootstrap
{
    /// <summary>Samples drawn.</summary>
    public const int Replicates = 1000;

    const double Tail = 0.025;

    /// <summary>Intervals of the figures of some predictions.</summary>
    /// <param name="predictions">Any number, in any order.</param>
    /// <param name="seed">Seed of the draws; equal seeds draw the same targets for all reports that have the same targets.</param>
    /// <returns>
    /// In the order of <see cref="AccuracyMetrics.Names"/>; null where there is no figure. Of the replicates, those in which the
    /// figure is undefined are left out.
    /// </returns>
    public static ImmutableArray<ConfidenceInterval?> Intervals(IEnumerable<Prediction> predictions, int seed) =>
        OfSums(FigureSums.ByTarget(predictions), seed);

    /// <summary>Intervals of what the first predictions' figures have more than the second's, drawn in pairs: the same targets for both.</summary>
    /// <param name="first">Predictions of some targets.</param>
    /// <param name="second">Predictions of the same targets.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <returns>In the order of <see cref="AccuracyMetrics.Names"/>; null where one of the two has no figure.</returns>
    /// <exception cref="ArgumentException">The targets differ.</exception>
    public static ImmutableArray<ConfidenceInterval?> Difference(
        IReadOnlyCollection<Prediction> first, IReadOnlyCollection<Prediction> second, int seed)
    {
        var odd = new SortedSet<string>(first.Select(p => p.Target), StringComparer.Ordinal);
        odd.SymmetricExceptWith(second.Select(p => p.Target));
        if (odd.Count > 0)
            throw new ArgumentException($"Only one side has predictions for {string.Join(", ", odd)}; expected the same targets.", nameof(second));
        FigureSums[] a = FigureSums.ByTarget(first), b = FigureSums.ByTarget(second);
        return Intervals(a.Length, seed, draw =>
        {
            double?[] x = Figures(a, draw), y = Figures(b, draw);
            return [.. x.Zip(y, (p, q) => p - q)];
        });
    }

    internal static ImmutableArray<ConfidenceInterval?> OfSums(FigureSums[] targets, int seed) =>
        Intervals(targets.Length, seed, draw => Figures(targets, draw));

    static double?[] Figures(FigureSums[] targets, int[] draw) => FigureSums.Total(draw.Select(i => targets[i])).Figures().Values;

    static ImmutableArray<ConfidenceInterval?> Intervals(int targets, int seed, Func<int[], double?[]> figures)
    {
        List<double>[] drawn = [.. AccuracyMetrics.Names.Select(_ => new List<double>(Replicates))];
        bool[] defined = targets == 0 ? new bool[drawn.Length] : [.. figures([.. Enumerable.Range(0, targets)]).Select(f => f is not null)];
        var random = new SeededRandom(seed, "bootstrap over targets");
        int[] draw = new int[targets];
        for (int replicate = 0; replicate < Replicates && targets > 0; replicate++)
        {
            for (int i = 0; i < targets; i++)
                draw[i] = random.Next(targets);
            double?[] values = figures(draw);
            for (int i = 0; i < values.Length; i++)
                if (defined[i] && values[i] is { } value)
                    drawn[i].Add(value);
        }
        return [.. drawn.Select(Percentiles)];
    }

    /// <summary>The 2.5th and 97.5th percentiles of replicates; null where there are none. Sorts them.</summary>
    internal static ConfidenceInterval? Percentiles(List<double> values)
    {
        if (values.Count == 0)
            return null;
        values.Sort();
        return new ConfidenceInterval(Quantile(values, Tail), Quantile(values, 1 - Tail));
    }

    /// <summary>Linear interpolation between order statistics (type 7 of Hyndman and Fan, 1996).</summary>
    static double Quantile(List<double> sorted, double share)
    {
        double place = share * (sorted.Count - 1);
        int below = (int)place;
        double above = sorted[Math.Min(below + 1, sorted.Count - 1)];
        return sorted[below] + (place - below) * (above - sorted[below]);
    }
}
