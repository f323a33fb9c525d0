using Microsoft.ML;
using Microsoft.ML.Data;
using TransferPredict.Training.Validation;

namespace TransferPredict.MlNet.Data;

/// <summary>Refuses to learn from rows without a score: ML.NET's LightGBM would take each for a score of 0.</summary>
static class KnownScores
{
    /// <summary>Looks at the rows of a table.</summary>
    /// <exception cref="InvalidDataException">A row has no score; the message names it.</exception>
    public static void Require(TrainingRows rows)
    {
        if (Array.FindIndex(rows.Scores, s => !double.IsFinite(s)) is >= 0 and var row)
            throw Missing(row, rows.Sources[row], rows.Targets[row]);
    }

    /// <summary>Looks at the rows of a view; what is no column of float is left to the trainer to refuse.</summary>
    /// <param name="view">The view.</param>
    /// <param name="label">Its column of scores.</param>
    /// <exception cref="InvalidDataException">A row has no score; the message names it, and the pair where the view does.</exception>
    public static void Require(IDataView view, string label)
    {
        if (view.Schema.GetColumnOrNull(label) is not { } column || column.Type != NumberDataViewType.Single)
            return;
        DataViewSchema.Column[] languages = [.. ((string[])[ColumnNames.Source, ColumnNames.Target]).Select(view.Schema.GetColumnOrNull).OfType<DataViewSchema.Column>()];
        using DataViewRowCursor cursor = view.GetRowCursor([column, .. languages]);
        ValueGetter<float> score = cursor.GetGetter<float>(column);
        float value = 0;
        while (cursor.MoveNext())
        {
            score(ref value);
            if (!float.IsFinite(value))
                throw languages.Length == 2
                    ? Missing(cursor.Position, PairNames.Text(cursor, ColumnNames.Source)(), PairNames.Text(cursor, ColumnNames.Target)())
                    : new InvalidDataException($"Row {cursor.Position} has no score; expected one in every row that is learned from.");
        }
    }

    static InvalidDataException Missing(long row, string source, string target) =>
        new($"Row {row} ({source} to {target}) has no score; expected one in every row that is learned from.");
}
