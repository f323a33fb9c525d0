using System.Collections.Immutable;
using Microsoft.ML;
using TransferPredict.Training.FeatureTables;

namespace TransferPredict.MlNet.Data;

/// <summary>
/// A table of features as ML.NET reads it; the columns are those of <see cref="ColumnNames"/>. Missing values stay NaN. Over a
/// <see cref="FeatureTable"/> it is in memory; over a <see cref="FeatureTableFile"/> every cursor reads the file anew and holds one row.
/// </summary>
public sealed class FeatureDataView : IDataView
{
    readonly IFeatureRows _rows;
    readonly ImmutableArray<ViewColumn> _columns;
    readonly long _count;

    /// <summary>Reads the names, which become keys, and counts the rows of every target language, which become folds.</summary>
    /// <param name="rows">The table: one row or more.</param>
    /// <param name="options">What the view shall have; the defaults when null.</param>
    /// <exception cref="InvalidDataException">There is no row, there are fewer target languages than folds, or a row of a file is not as it should be.</exception>
    public FeatureDataView(IFeatureRows rows, FeatureViewOptions? options = null)
    {
        options ??= new FeatureViewOptions();
        HashSet<string> tasks = [], metrics = [], models = [], sources = [], targets = [];
        Dictionary<string, int> groups = new(StringComparer.Ordinal);
        foreach (FeatureRow row in rows.Read())
        {
            tasks.Add(row.Task);
            metrics.Add(row.Metric);
            models.Add(row.Model);
            sources.Add(row.Source);
            targets.Add(row.Target);
            string group = rows.GroupOf(row.Target);
            groups[group] = groups.GetValueOrDefault(group) + 1;
            _count++;
        }
        if (_count == 0)
            throw new InvalidDataException("The table of features has no rows; expected one or more.");
        if (options.Folds > groups.Count)
            throw new InvalidDataException(
                $"The table has {groups.Count} target languages; {options.Folds} folds expect {options.Folds} or more: set FeatureViewOptions.Folds lower, or 0.");
        _rows = rows;
        _columns =
        [
            ViewColumn.Vector(ColumnNames.Features, rows.Schema),
            .. options.ScalarColumns ? rows.Schema.Names.Select((name, i) => ViewColumn.Number(name, row => row.Features.Span[i])) : [],
            ViewColumn.Number(ColumnNames.Label, row => (float)row.Score),
            ViewColumn.Number(ColumnNames.Weight, row => row.Weight),
            ViewColumn.Key(ColumnNames.Task, new KeyIndex(tasks), row => row.Task),
            ViewColumn.Key(ColumnNames.Metric, new KeyIndex(metrics), row => row.Metric),
            ViewColumn.Key(ColumnNames.Model, new KeyIndex(models), row => row.Model),
            ViewColumn.Key(ColumnNames.Source, new KeyIndex(sources), row => row.Source),
            ViewColumn.Key(ColumnNames.Target, new KeyIndex(targets), row => row.Target),
            .. options.Folds == 0 ? [] : (ViewColumn[])[FoldColumn(rows, GroupFolds.Assign(groups, options.Folds))],
        ];
        var schema = new DataViewSchema.Builder();
        foreach (ViewColumn column in _columns)
            schema.AddColumn(column.Name, column.Type, column.Annotations);
        Schema = schema.ToSchema();
    }

    /// <inheritdoc/>
    public DataViewSchema Schema { get; }

    /// <inheritdoc/>
    public bool CanShuffle => false;

    /// <inheritdoc/>
    public long? GetRowCount() => _count;

    /// <inheritdoc/>
    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new FeatureCursor(Schema, _columns, columnsNeeded, _rows.Read());

    /// <inheritdoc/>
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    static ViewColumn FoldColumn(IFeatureRows rows, Dictionary<string, int> folds) =>
        ViewColumn.Number(ColumnNames.Fold, row => folds[rows.GroupOf(row.Target)]);
}
