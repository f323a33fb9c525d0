using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using TransferPredict.Features.Tables;

namespace TransferPredict.Features.Texts.Sketches;

/// <summary>
/// What hidden states tell of pairs of languages, at the representation layer of a model: data/features/&lt;model&gt;/pairs.csv, with
/// pairs.json beside it, which says what it was made from.
/// </summary>
/// <param name="Origin">What it was made from.</param>
/// <param name="Values">Source and target to the values of <see cref="PairMeasures.Names"/>; NaN where there is none.</param>
public sealed record PairTable(PairTableOrigin Origin, ImmutableDictionary<(string Source, string Target), ImmutableArray<float>> Values)
{
    static readonly JsonSerializerOptions _json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>The table's file in a folder of features.</summary>
    public static string FileIn(string features, string model) => Path.Combine(features, model, "pairs.csv");

    /// <summary>A value of a pair; NaN where it has none.</summary>
    /// <param name="source">The source.</param>
    /// <param name="target">The target.</param>
    /// <param name="measure">Place in <see cref="PairMeasures.Names"/>.</param>
    public double Find(string source, string target, int measure) => Values.TryGetValue((source, target), out ImmutableArray<float> row) ? row[measure] : double.NaN;

    /// <summary>The values with newer ones in their place; what the newer ones lack, such as measures of parallel text, stays.</summary>
    public ImmutableDictionary<(string Source, string Target), ImmutableArray<float>> UpdatedWith(
        IEnumerable<KeyValuePair<(string Source, string Target), ImmutableArray<float>>> newer) =>
        Values.SetItems(newer.Select(row => Values.TryGetValue(row.Key, out ImmutableArray<float> older)
            ? new(row.Key, [.. row.Value.Zip(older, (value, before) => float.IsNaN(value) ? before : value)])
            : row));

    /// <summary>Whether anything is known of a target.</summary>
    /// <param name="target">The target.</param>
    public bool HasTarget(string target) => Values.Keys.Any(pair => pair.Target == target);

    /// <summary>Writes the table and its origin; the origin last, so that a table cut short is never taken for whole.</summary>
    public void Save(string path)
    {
        var text = new StringBuilder("source,target");
        foreach (string name in PairMeasures.Names)
            text.Append(',').Append(name);
        text.Append('\n');
        foreach (((string source, string target), ImmutableArray<float> row) in Values.OrderBy(v => v.Key.Target, StringComparer.Ordinal).ThenBy(v => v.Key.Source, StringComparer.Ordinal))
            text.Append(CsvCell.Of(source)).Append(',').Append(CsvCell.Of(target)).Append(',').AppendJoin(',', row.Select(CsvCell.Of)).Append('\n');
        File.Delete(OriginFile(path));
        WholeFile.Write(path, text.ToString());
        WholeFile.Write(OriginFile(path), JsonSerializer.Serialize(Origin, _json) + "\n");
    }

    /// <summary>Reads a stored table; null where there is no whole one.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="only">The languages wanted, of which both of a pair must be; null for all. Reading a few takes a fraction of the time.</param>
    /// <exception cref="InvalidDataException">A file is not as it should be; the message names file and line.</exception>
    public static PairTable? Load(string path, IReadOnlySet<string>? only = null)
    {
        if (!File.Exists(path) || !File.Exists(OriginFile(path)))
            return null;
        PairTableOrigin origin = ReadOrigin(path);
        CsvTable table = CsvTable.ReadOnly(path, only is null ? null : new Dictionary<string, IReadOnlySet<string>> { ["source"] = only, ["target"] = only }, ["source", "target", .. PairMeasures.Names]);
        ImmutableDictionary<(string, string), ImmutableArray<float>>.Builder values = ImmutableDictionary.CreateBuilder<(string, string), ImmutableArray<float>>();
        foreach (CsvTableRow row in table.Rows)
        {
            (string source, string target) = (row.Text("source"), row.Text("target"));
            if (!values.TryAdd((source, target), [.. PairMeasures.Names.Select(name => (float)row.Number(name))]))
                throw row.Defect($"'{source}' and '{target}' a second time", "target", "each pair once");
        }
        return new PairTable(origin, values.ToImmutable());
    }

    /// <summary>What a stored table was made from; null where no origin lies beside it.</summary>
    /// <param name="path">The table's file.</param>
    /// <exception cref="InvalidDataException">The origin is no JSON.</exception>
    public static PairTableOrigin? OriginOf(string path) => File.Exists(OriginFile(path)) ? ReadOrigin(path) : null;

    static PairTableOrigin ReadOrigin(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<PairTableOrigin>(File.ReadAllText(OriginFile(path)), _json) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{OriginFile(path)}: found text that is no origin of a table of pairs ({e.Message}), expected JSON; have the table made again with --text.");
        }
    }

    static string OriginFile(string path) => Path.ChangeExtension(path, ".json");
}
