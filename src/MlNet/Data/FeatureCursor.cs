using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using TransferPredict.Training.FeatureTables;

namespace TransferPredict.MlNet.Data;

/// <summary>Goes through the rows of a view of features once.</summary>
sealed class FeatureCursor : DataViewRowCursor
{
    readonly IEnumerator<FeatureRow> _rows;
    readonly Delegate?[] _getters;
    long _position = -1;

    public FeatureCursor(DataViewSchema schema, ImmutableArray<ViewColumn> columns, IEnumerable<DataViewSchema.Column> needed, IEnumerable<FeatureRow> rows)
    {
        Schema = schema;
        _rows = rows.GetEnumerator();
        _getters = new Delegate?[columns.Length];
        foreach (DataViewSchema.Column column in needed)
            _getters[column.Index] ??= columns[column.Index].Getter(Row);
    }

    public override DataViewSchema Schema { get; }

    public override long Position => _position;

    public override long Batch => 0;

    public override bool MoveNext()
    {
        bool there = _rows.MoveNext();
        _position = there ? _position + 1 : -1;
        return there;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => _getters[column.Index] is not null;

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _getters[column.Index] as ValueGetter<TValue>
        ?? throw new InvalidOperationException(
            $"Column '{column.Name}' of type {column.Type} is {(IsColumnActive(column) ? $"asked for as {typeof(TValue).Name}; expected {column.Type.RawType.Name}" : "not active in this cursor")}.");

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) =>
    {
        Row();
        id = new DataViewRowId((ulong)_position, 0);
    };

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _rows.Dispose();
        base.Dispose(disposing);
    }

    FeatureRow Row() => _position >= 0 ? _rows.Current : throw new InvalidOperationException("The cursor is before the first row or after the last; expected to be in a row.");
}
