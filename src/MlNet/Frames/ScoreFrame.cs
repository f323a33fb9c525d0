using System.Collections.Immutable;
using System.Globalization;
using Deedle;
using TransferPredict.Features.Languages;
using TransferPredict.MlNet.Data;
using TransferPredict.Training.Scores;

namespace TransferPredict.MlNet.Frames;

/// <summary>Measured scores as a frame: a row a pair, a column a task and metric, "pos|accuracy"; seeds averaged.</summary>
public static class ScoreFrame
{
    const char Separator = '|';

    /// <summary>Puts scores into a frame.</summary>
    /// <param name="scores">Measured runs, any order.</param>
    /// <exception cref="ArgumentException">A pair has scores at two training sizes: they do not compare.</exception>
    public static Frame<PairKey, string> ToFrame(this IEnumerable<ScoreRow> scores)
    {
        ILookup<(PairKey Pair, string Column), ScoreRow> cells = scores.ToLookup(s => (new PairKey(s.Model, s.Source.Code, s.Target.Code), $"{s.Task}{Separator}{s.Metric}"));
        if (cells.FirstOrDefault(c => c.Select(s => s.TrainSize).Distinct().Skip(1).Any()) is { } mixed)
            throw new ArgumentException(
                $"{mixed.Key.Pair} has scores in '{mixed.Key.Column}' at the training sizes {string.Join(", ", mixed.Select(s => s.TrainSize).Distinct().Order().Select(s => s?.ToString(CultureInfo.InvariantCulture) ?? "unknown"))}; expected one.", nameof(scores));
        PairKey[] pairs = [.. cells.Select(c => c.Key.Pair).Distinct().Order()];
        return PairFrame.Of(pairs, cells.Select(c => c.Key.Column).Distinct().Order(StringComparer.Ordinal).Select(
            column => (column, pairs.Select(p => cells.Contains((p, column)) ? cells[(p, column)].Average(s => s.Score) : double.NaN))));
    }

    /// <summary>Takes scores out of a frame: one row a pair, task and metric that has a value; size, seed and origin are not in frames.</summary>
    /// <param name="frame">A frame with columns called task|metric; others are left alone.</param>
    /// <param name="languages">Resolves the languages.</param>
    /// <exception cref="ArgumentException">A score lies outside [0, 1].</exception>
    public static ImmutableArray<ScoreRow> FromFrame(Frame<PairKey, string> frame, LanguageCatalog languages) =>
    [
        .. from column in frame.ColumnKeys
           let parts = column.Split(Separator)
           where parts.Length == 2
           from cell in frame.RowKeys.Zip(PairFrame.Numbers(frame, column))
           where !double.IsNaN(cell.Second)
           select new ScoreRow(
               parts[0], parts[1], cell.First.Model, languages.ResolveOrUnlisted(cell.First.Source), languages.ResolveOrUnlisted(cell.First.Target), Fraction(cell.Second, cell.First, column), null, null, ""),
    ];

    static double Fraction(double score, PairKey pair, string column) => score is >= 0 and <= 1 ? score
        : throw new ArgumentException($"{pair} has {score} in column '{column}'; expected a fraction from 0 to 1.", nameof(score));
}
