using Microsoft.ML;

namespace TransferPredict.MlNet.Pipelines;

/// <summary>A view that has a schema and no rows: what transformers are fitted to that learn nothing from rows.</summary>
sealed class NamesView(DataViewSchema schema) : IDataView
{
    public DataViewSchema Schema => schema;

    public bool CanShuffle => false;

    public long? GetRowCount() => 0;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(schema, [.. columnsNeeded.Select(c => c.Index)]);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    sealed class Cursor(DataViewSchema schema, HashSet<int> active) : DataViewRowCursor
    {
        public override DataViewSchema Schema => schema;

        public override long Position => -1;

        public override long Batch => 0;

        public override bool MoveNext() => false;

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => (ref TValue _) => throw NoRow();

        public override ValueGetter<Microsoft.ML.Data.DataViewRowId> GetIdGetter() => (ref Microsoft.ML.Data.DataViewRowId _) => throw NoRow();

        static InvalidOperationException NoRow() => new("The view has no rows; expected none to be read.");
    }
}
