using TransferPredict.Features.Numerics;

namespace TransferPredict.Training.Validation;

/// <summary>
/// 95 % percentile intervals (Efron 1979) of any figure of rows that come in groups: whole groups are drawn with replacement, as
/// <see cref="Bootstrap"/> draws targets.
/// </summary>
public static class GroupBootstrap
{
    /// <summary>Where the figure is undefined in a greater share of the samples, those left are no fair picture of it.</summary>
    const double MostUndefined = 0.05;

    /// <summary>A figure with its interval.</summary>
    /// <param name="groups">Number of groups.</param>
    /// <param name="seed">Seed of the draws; equal seeds and numbers of groups draw the same.</param>
    /// <param name="figure">The figure of a list of groups, by number, repetitions included; null where it is undefined.</param>
    /// <returns>Null where the figure of all groups is undefined. Samples in which it is undefined are left out; where they are more than one in twenty, there is no interval.</returns>
    public static Figure? Of(int groups, int seed, Func<int[], double?> figure)
    {
        if (groups == 0 || figure([.. Enumerable.Range(0, groups)]) is not { } value)
            return null;
        var random = new SeededRandom(seed, "bootstrap over groups");
        List<double> drawn = new(Bootstrap.Replicates);
        int[] draw = new int[groups];
        for (int replicate = 0; replicate < Bootstrap.Replicates; replicate++)
        {
            for (int i = 0; i < groups; i++)
                draw[i] = random.Next(groups);
            if (figure(draw) is { } sample)
                drawn.Add(sample);
        }
        return new Figure(value, drawn.Count < (1 - MostUndefined) * Bootstrap.Replicates ? null : Bootstrap.Percentiles(drawn), groups);
    }

    /// <summary>The mean over rows that belong to a group of two kinds each, both kinds drawn by themselves (Owen 2007); null where there is no row.</summary>
    /// <param name="rows">Both groups and a value, any order; a NaN value is no row.</param>
    /// <param name="seed">Seed of the draws.</param>
    public static Figure? MeanOfBoth(IEnumerable<(string First, string Second, double Value)> rows, int seed)
    {
        (string First, string Second, double Value)[] known = [.. rows.Where(r => !double.IsNaN(r.Value))];
        string[] first = [.. known.Select(r => r.First).Distinct().Order(StringComparer.Ordinal)], second = [.. known.Select(r => r.Second).Distinct().Order(StringComparer.Ordinal)];
        (int First, int Second, double Value)[] cells =
        [
            .. known.Select(r => (Array.BinarySearch(first, r.First, StringComparer.Ordinal), Array.BinarySearch(second, r.Second, StringComparer.Ordinal), r.Value)).Order(),
        ];
        var random = new SeededRandom(seed, "bootstrap over two kinds of groups");
        return known.Length == 0 ? null : new Figure(cells.Average(c => c.Value), Bootstrap.Percentiles([.. Enumerable.Range(0, Bootstrap.Replicates).Select(_ =>
        {
            int[] a = Times(first.Length), b = Times(second.Length);
            double weight = cells.Sum(c => (double)a[c.First] * b[c.Second]);
            return weight == 0 ? double.NaN : cells.Sum(c => a[c.First] * b[c.Second] * c.Value) / weight;
        }).Where(m => !double.IsNaN(m))]), second.Length);

        int[] Times(int groups)
        {
            int[] times = new int[groups];
            for (int i = 0; i < groups; i++)
                times[random.Next(groups)]++;
            return times;
        }
    }

    /// <summary>The mean over rows, groups drawn whole; null where there is no row.</summary>
    /// <param name="rows">Group and value, any order; a NaN value is no row.</param>
    /// <param name="seed">Seed of the draws.</param>
    public static Figure? Mean(IEnumerable<(string Group, double Value)> rows, int seed)
    {
        (double Sum, int Count)[] groups =
        [
            .. rows.Where(r => !double.IsNaN(r.Value)).GroupBy(r => r.Group).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => (g.Select(r => r.Value).Order().Sum(), g.Count())),
        ];
        return Of(groups.Length, seed, draw =>
        {
            double sum = 0;
            int count = 0;
            foreach (int i in draw)
                (sum, count) = (sum + groups[i].Sum, count + groups[i].Count);
            return sum / count;
        });
    }

    /// <summary>Spearman's correlation over rows, groups drawn whole; null where a side is constant or there are fewer than three rows.</summary>
    /// <param name="rows">Group and both values, any order; rows with a NaN are left out.</param>
    /// <param name="seed">Seed of the draws.</param>
    public static Figure? Spearman(IEnumerable<(string Group, double X, double Y)> rows, int seed)
    {
        (double X, double Y)[][] groups =
        [
            .. rows.Where(r => !double.IsNaN(r.X) && !double.IsNaN(r.Y)).GroupBy(r => r.Group).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => g.Select(r => (r.X, r.Y)).ToArray()),
        ];
        return Of(groups.Length, seed, draw =>
        {
            (double X, double Y)[] drawn = [.. draw.SelectMany(i => groups[i])];
            return Correlation([.. drawn.Select(r => r.X)], [.. drawn.Select(r => r.Y)]);
        });
    }

    /// <summary>Spearman's correlation; null where a side is constant or there are fewer than three values.</summary>
    internal static double? Correlation(double[] x, double[] y) =>
        x.Length < 3 || IsConstant(x) || IsConstant(y) ? null : Ranks.Spearman(x, y);

    static bool IsConstant(double[] values) => Array.TrueForAll(values, v => v == values[0]);
}
