using System.Collections.Immutable;
using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Training.FeatureTables;

namespace TransferPredict.MlNet.Data;

/// <summary>The features of pairs, looked up by the names of model, source and target.</summary>
public sealed class PairFeatures
{
    readonly Dictionary<PairKey, int> _rows;
    readonly float[] _values;
    readonly float[] _missing;

    PairFeatures(TableSchema schema, Dictionary<PairKey, int> rows, float[] values)
    {
        (Schema, _rows, _values) = (schema, rows, values);
        Array.Fill(_missing = new float[schema.Names.Length], float.NaN);
    }

    /// <summary>What the features are.</summary>
    public TableSchema Schema { get; }

    /// <summary>The pairs, in the order in which they were told.</summary>
    public IReadOnlyCollection<PairKey> Pairs => _rows.Keys;

    /// <summary>The features of one pair, in the order of the schema; all NaN for a pair that is not there.</summary>
    public ReadOnlySpan<float> Of(string model, string source, string target) => Of(new PairKey(model, source, target));

    /// <inheritdoc cref="Of(string, string, string)"/>
    public ReadOnlySpan<float> Of(PairKey pair) => _rows.TryGetValue(pair, out int row) ? _values.AsSpan(row * _missing.Length, _missing.Length) : _missing;

    /// <summary>Whether a pair is there.</summary>
    public bool Has(PairKey pair) => _rows.ContainsKey(pair);

    /// <summary>Those of some pairs that are there.</summary>
    internal PairFeatures Only(IEnumerable<PairKey> pairs) => Of(Schema, pairs.Distinct().Where(Has).Select(p => (p, Of(p).ToArray())));

    /// <summary>The pairs of a table; of those that stand there several times, for several tasks, the first row's features.</summary>
    public static PairFeatures Of(IFeatureRows table)
    {
        Dictionary<PairKey, int> rows = [];
        List<float> values = [];
        foreach (FeatureRow row in table.Read())
            if (rows.TryAdd(new PairKey(row.Model, row.Source, row.Target), rows.Count))
                values.AddRange(row.Features.Span);
        return new PairFeatures(table.Schema, rows, [.. values]);
    }

    /// <summary>Pairs and their features, one after another.</summary>
    /// <exception cref="ArgumentException">A pair stands twice, or has not one value a feature.</exception>
    public static PairFeatures Of(TableSchema schema, IEnumerable<(PairKey Pair, float[] Values)> pairs)
    {
        Dictionary<PairKey, int> rows = [];
        List<float> values = [];
        foreach ((PairKey pair, float[] features) in pairs)
        {
            if (features.Length != schema.Names.Length)
                throw new ArgumentException($"{pair} has {features.Length} features; expected {schema.Names.Length}.", nameof(pairs));
            if (!rows.TryAdd(pair, rows.Count))
                throw new ArgumentException($"{pair} stands twice; expected each pair once.", nameof(pairs));
            values.AddRange(features);
        }
        return new PairFeatures(schema, rows, [.. values]);
    }

    /// <summary>
    /// What the repository's stored tables tell of one model: its sources with every language of the catalogue, those without any score
    /// among them. Two varieties of one language are no pair.
    /// </summary>
    /// <param name="root">The repository.</param>
    /// <param name="languages">The catalogue.</param>
    /// <param name="model">Name of the model.</param>
    /// <param name="sources">Codes of the languages to fine-tune on.</param>
    /// <param name="furtherTargets">Codes of targets that the catalogue does not list.</param>
    /// <exception cref="FileNotFoundException">No table is stored for the model.</exception>
    /// <exception cref="InvalidDataException">A table is damaged, or was measured under another schema.</exception>
    public static PairFeatures Stored(
        ProjectRoot root, LanguageCatalog languages, string model, IEnumerable<string> sources, IEnumerable<string>? furtherTargets = null)
    {
        LanguageProfiles profiles = ModelLanguages.Stored(root, languages, model);
        string[] targets = [.. languages.Languages.Select(l => l.Code).Concat(furtherTargets ?? []).Distinct()];
        (LanguageProfile Source, LanguageProfile Target)[] pairs =
        [
            .. from source in sources.Distinct().Order(StringComparer.Ordinal)
               from target in targets
               where profiles[source].Language.Iso6393 != profiles[target].Language.Iso6393
               select (profiles[source], profiles[target]),
        ];
        float[] values = new float[pairs.Length * FeatureSchema.Names.Length];
        Parallel.For(0, pairs.Length, i => FeatureSchema.Values(pairs[i].Source, pairs[i].Target).CopyTo(values.AsSpan(i * FeatureSchema.Names.Length)));
        return new PairFeatures(
            TableSchema.Current, pairs.Select((p, i) => (p, i)).ToDictionary(p => new PairKey(model, p.p.Source.Language.Code, p.p.Target.Language.Code), p => p.i), values);
    }

    /// <summary>The pairs of a table, and those of its sources with every language of the catalogue.</summary>
    /// <inheritdoc cref="Stored"/>
    /// <param name="table">The table, whose models the repository has tables of.</param>
    public static PairFeatures Around(ProjectRoot root, LanguageCatalog languages, FeatureTable table) => Of(
    [
        Of(table),
        .. Enumerable.Range(0, table.Rows.Count).GroupBy(i => table.Rows.Groups[i].Model).Select(model =>
            Stored(root, languages, model.Key, model.Select(i => table.Rows.Sources[i]), model.Select(i => table.Rows.Targets[i]))),
    ]);

    /// <summary>The pairs of several lookups of one schema; where two have a pair, the first one's features.</summary>
    /// <exception cref="ArgumentException">Their schemas differ.</exception>
    public static PairFeatures Of(params IReadOnlyList<PairFeatures> parts)
    {
        if (parts.FirstOrDefault(p => p.Schema.Hash != parts[0].Schema.Hash) is { } other)
            throw new ArgumentException($"One part has features of schema {other.Schema.Hash}; expected {parts[0].Schema.Hash}, as the first has.", nameof(parts));
        return Of(parts[0].Schema, parts.SelectMany(p => p.Pairs.Select(pair => (pair, p))).DistinctBy(p => p.pair).Select(p => (p.pair, p.p.Of(p.pair).ToArray())));
    }
}
