using Deedle;
using TransferPredict.MlNet.Data;

namespace TransferPredict.MlNet.Frames;

/// <summary>Frames whose rows are pairs: put together, joined, and turned into matrices of sources and targets.</summary>
public static class PairFrame
{
    /// <summary>Joins frames by pair; a pair that one of them lacks has missing values there.</summary>
    /// <param name="first">A frame.</param>
    /// <param name="others">Frames with other columns.</param>
    /// <exception cref="ArgumentException">Two frames have a column of one name.</exception>
    public static Frame<PairKey, string> JoinPairs(this Frame<PairKey, string> first, params IEnumerable<Frame<PairKey, string>> others)
    {
        foreach (Frame<PairKey, string> other in others)
        {
            if (first.ColumnKeys.Intersect(other.ColumnKeys).FirstOrDefault() is { } twice)
                throw new ArgumentException($"Column '{twice}' is in two frames; expected each name in one. Rename it in one of them.", nameof(others));
            first = first.Join(other, JoinKind.Outer);
        }
        return first;
    }

    /// <summary>One column as a matrix: a row a source, a column a target, both in ordinal order; missing where a pair has no value.</summary>
    /// <param name="frame">A frame of pairs.</param>
    /// <param name="column">A column of numbers.</param>
    /// <param name="model">The model whose pairs are taken.</param>
    /// <exception cref="ArgumentException">The frame has no such column, or no pair of the model.</exception>
    public static Frame<string, string> ToMatrix(this Frame<PairKey, string> frame, string column, string model)
    {
        if (!frame.ColumnKeys.Contains(column))
            throw new ArgumentException($"The frame has the columns {string.Join(", ", frame.ColumnKeys)}; expected '{column}' among them.", nameof(column));
        PairKey[] pairs = [.. frame.RowKeys.Where(k => k.Model == model)];
        if (pairs.Length == 0)
            throw new ArgumentException($"The frame has pairs of {string.Join(", ", frame.RowKeys.Select(k => k.Model).Distinct())}; expected some of '{model}'.", nameof(model));
        Dictionary<PairKey, double> values = frame.GetColumn<double>(column).Observations.ToDictionary(o => o.Key, o => o.Value);
        string[] sources = [.. pairs.Select(p => p.Source).Distinct().Order(StringComparer.Ordinal)];
        return Frame.FromColumns(pairs.Select(p => p.Target).Distinct().Order(StringComparer.Ordinal).Select(target => KeyValue.Create(
            target, new Series<string, double>(sources, sources.Select(source => values.GetValueOrDefault(new PairKey(model, source, target), double.NaN))))));
    }

    /// <summary>A frame of columns of numbers; NaN is missing.</summary>
    internal static Frame<PairKey, string> Of(IReadOnlyList<PairKey> pairs, IEnumerable<(string Name, IEnumerable<double> Values)> columns)
    {
        if (pairs.GroupBy(p => p).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"{twice.Key} stands {twice.Count()} times; expected each pair once: one task and metric.", nameof(pairs));
        return Frame.FromColumns(columns.Select(c => KeyValue.Create(c.Name, new Series<PairKey, double>(pairs, c.Values))));
    }

    /// <summary>The numbers of a column, one a row; NaN where they are missing.</summary>
    /// <exception cref="ArgumentException">The frame has no such column.</exception>
    internal static double[] Numbers(Frame<PairKey, string> frame, string column)
    {
        if (!frame.ColumnKeys.Contains(column))
            throw new ArgumentException($"The frame has the columns {string.Join(", ", frame.ColumnKeys)}; expected '{column}' among them.", nameof(frame));
        Dictionary<PairKey, double> values = frame.GetColumn<double>(column).Observations.ToDictionary(o => o.Key, o => o.Value);
        return [.. frame.RowKeys.Select(k => values.GetValueOrDefault(k, double.NaN))];
    }
}
