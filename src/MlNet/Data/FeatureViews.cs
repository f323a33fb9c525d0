using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using TransferPredict.Features.Languages;
using TransferPredict.Training.FeatureTables;
using TransferPredict.Training.Validation;

namespace TransferPredict.MlNet.Data;

/// <summary>Reads views back into tables.</summary>
static class FeatureViews
{
    /// <summary>The rows of a view that has the columns of <see cref="ColumnNames"/>: names as keys or text, Label and, unless features come from elsewhere, Features.</summary>
    /// <param name="view">The view.</param>
    /// <param name="languages">Resolves the languages.</param>
    /// <param name="names">How names are read.</param>
    /// <param name="pairs">
    /// Where the features of pairs are looked up when the view has no such column; null where it must have one. With a lookup, languages must be
    /// named by their codes, as it has them.
    /// </param>
    /// <exception cref="ArgumentException">A column is missing, or a score or weight is out of its range.</exception>
    /// <exception cref="InvalidDataException">A name is not as it should be, or a pair has no features where they are looked up; the message names the row.</exception>
    public static FeatureTable Read(IDataView view, LanguageCatalog languages, PairNames names, PairFeatures? pairs = null)
    {
        bool hasFeatures = view.Schema.GetColumnOrNull(ColumnNames.Features) is not null, hasWeight = view.Schema.GetColumnOrNull(ColumnNames.Weight) is not null;
        TableSchema schema = hasFeatures || pairs is null ? SchemaOf(view.Schema) : pairs.Schema;
        List<float[]> features = [];
        List<double> scores = [];
        List<float> weights = [];
        List<(string Task, string Metric, string Model, Language Source, Language Target)> rows = [];
        using (DataViewRowCursor cursor = view.GetRowCursor(Needed(view.Schema, names, hasFeatures, hasWeight)))
        {
            ValueGetter<float> label = cursor.GetGetter<float>(Column(view.Schema, ColumnNames.Label));
            ValueGetter<float>? weight = hasWeight ? cursor.GetGetter<float>(Column(view.Schema, ColumnNames.Weight)) : null;
            ValueGetter<VBuffer<float>>? vector = hasFeatures ? cursor.GetGetter<VBuffer<float>>(Column(view.Schema, ColumnNames.Features)) : null;
            var reader = new PairReader(cursor, languages, names, codes: pairs is not null);
            float number = 0;
            VBuffer<float> buffer = default;
            while (cursor.MoveNext())
            {
                (PairName pair, Language source, Language target) = reader.Read();
                rows.Add((pair.Task, pair.Metric, pair.Model, source, target));
                label(ref number);
                scores.Add(number);
                number = 1;
                weight?.Invoke(ref number);
                weights.Add(number);
                vector?.Invoke(ref buffer);
                features.Add(hasFeatures ? [.. buffer.DenseValues()] : LookedUp(pairs!, new PairKey(pair.Model, source.Code, target.Code), cursor.Position));
            }
        }
        return new FeatureTable(schema, new TrainingRows
        {
            FeatureNames = schema.Names,
            Features = [.. features.SelectMany(f => f)],
            Scores = [.. scores],
            Groups = [.. rows.Select(r => new PairGroups(r.Model, r.Task, r.Source.Iso6393, r.Target.Iso6393, r.Source.Family, r.Target.Family, r.Metric, r.Target.Genus))],
            Sources = [.. rows.Select(r => r.Source.Code)],
            Targets = [.. rows.Select(r => r.Target.Code)],
            Languages = rows.SelectMany(r => (Language[])[r.Source, r.Target]).DistinctBy(l => l.Code).ToImmutableDictionary(l => l.Code),
        }, [.. weights]);
    }

    static float[] LookedUp(PairFeatures pairs, PairKey pair, long row) => pairs.Has(pair) ? pairs.Of(pair).ToArray()
        : throw new InvalidDataException($"Row {row} is of {pair}, which has no features; expected one of the {pairs.Pairs.Count} pairs of the lookup.");

    /// <summary>The values of a float column.</summary>
    public static float[] Numbers(IDataView view, string column) => [.. view.GetColumn<float>(Column(view.Schema, column))];

    /// <summary>A column that must be there.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static DataViewSchema.Column Column(DataViewSchema schema, string name) => schema.GetColumnOrNull(name)
        ?? throw new ArgumentException($"The view has the columns {string.Join(", ", schema.Select(c => c.Name))}; expected '{name}' among them.", nameof(schema));

    static IEnumerable<DataViewSchema.Column> Needed(DataViewSchema schema, PairNames names, bool features, bool weight) =>
    [
        .. names.Columns.Select(n => Column(schema, n)), Column(schema, ColumnNames.Label),
        .. weight ? (DataViewSchema.Column[])[Column(schema, ColumnNames.Weight)] : [], .. features ? (DataViewSchema.Column[])[Column(schema, ColumnNames.Features)] : [],
    ];

    static TableSchema SchemaOf(DataViewSchema view)
    {
        DataViewSchema.Column column = Column(view, ColumnNames.Features);
        if (!column.HasSlotNames())
            throw new ArgumentException($"Column '{column.Name}' of type {column.Type} has no slot names; expected the name of every feature.", nameof(view));
        VBuffer<ReadOnlyMemory<char>> slots = default;
        column.GetSlotNames(ref slots);
        ImmutableArray<string> names = [.. slots.DenseValues().Select(s => s.ToString())];
        return SchemaHash.Of(column) is { } hash ? new TableSchema(names, hash) : TableSchema.Of(names);
    }
}
