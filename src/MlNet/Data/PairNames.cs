using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace TransferPredict.MlNet.Data;

/// <summary>Where the names of a pair come from: columns of text or of keys of text, or one task and metric for all rows.</summary>
/// <param name="Task">The task of all rows; null where a column tells it.</param>
/// <param name="Metric">The metric of all rows; null where a column tells it.</param>
sealed record PairNames(string? Task, string? Metric)
{
    /// <summary>The columns that tell the rest.</summary>
    public ImmutableArray<string> Columns { get; } =
        [.. Task is null ? [ColumnNames.Task] : (string[])[], .. Metric is null ? [ColumnNames.Metric] : (string[])[], ColumnNames.Model, ColumnNames.Source, ColumnNames.Target];

    /// <summary>Task and metric from a view's columns where it has them, else those given.</summary>
    public static PairNames Of(DataViewSchema schema, string task, string metric) => new(
        schema.GetColumnOrNull(ColumnNames.Task) is null ? task : null, schema.GetColumnOrNull(ColumnNames.Metric) is null ? metric : null);

    /// <summary>Reads the names of the row that a cursor is in.</summary>
    /// <exception cref="ArgumentException">A column is missing, or is neither text nor a key of text.</exception>
    public Func<PairName> Reader(DataViewRow row)
    {
        Func<string> task = Task is { } t ? () => t : Text(row, ColumnNames.Task), metric = Metric is { } m ? () => m : Text(row, ColumnNames.Metric);
        Func<string> model = Text(row, ColumnNames.Model), source = Text(row, ColumnNames.Source), target = Text(row, ColumnNames.Target);
        return () => new PairName(task(), metric(), model(), source(), target());
    }

    /// <summary>Reads one name of the row that a cursor is in.</summary>
    /// <exception cref="ArgumentException">The column is missing, or is neither text nor a key of text.</exception>
    public static Func<string> Text(DataViewRow row, string name)
    {
        DataViewSchema.Column column = FeatureViews.Column(row.Schema, name);
        if (column.Type is TextDataViewType)
        {
            ValueGetter<ReadOnlyMemory<char>> getter = row.GetGetter<ReadOnlyMemory<char>>(column);
            ReadOnlyMemory<char> text = default;
            return () =>
            {
                getter(ref text);
                return text.ToString();
            };
        }
        if (column.Type is not KeyDataViewType || column.Type.RawType != typeof(uint))
            throw new ArgumentException($"Column '{name}' is of type {column.Type}; expected text or a key of text.", nameof(row));
        VBuffer<ReadOnlyMemory<char>> values = default;
        column.GetKeyValues(ref values);
        string[] names = [.. values.DenseValues().Select(v => v.ToString())];
        ValueGetter<uint> keys = row.GetGetter<uint>(column);
        uint key = 0;
        return () =>
        {
            keys(ref key);
            return key == 0 ? "" : names[key - 1];
        };
    }
}
