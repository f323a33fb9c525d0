using System.Collections.Immutable;
using System.Text.Json;
using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Tables;
using TransferPredict.Training.Scores;

namespace TransferPredict.Training.FeatureTables;

/// <summary>
/// A table of features as CSV: task, metric, model, source, target, score and weight, then one column a feature; missing is empty, never 0.
/// Beside it, under the same name with .json, the hash of its schema. Rows are read one by one, so that the size of the file does not matter.
/// </summary>
public sealed class FeatureTableFile : IFeatureRows
{
    static readonly JsonSerializerOptions _json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    readonly string _path;
    readonly LanguageCatalog _catalog;

    FeatureTableFile(string path, LanguageCatalog catalog, TableSchema schema) => (_path, _catalog, Schema) = (path, catalog, schema);

    /// <summary>The columns before the features.</summary>
    public static ImmutableArray<string> KeyColumns { get; } = ["task", "metric", "model", "source", "target", "score", "weight"];

    /// <inheritdoc/>
    public TableSchema Schema { get; }

    /// <summary>Reads the header and the schema's hash.</summary>
    /// <param name="path">The CSV file.</param>
    /// <param name="catalog">Resolves the languages.</param>
    /// <exception cref="FileNotFoundException">There is no such file, or nothing tells its schema.</exception>
    /// <exception cref="InvalidDataException">A column is missing or doubled, there is no feature, or the features are not those whose hash stands beside them.</exception>
    public static FeatureTableFile Open(string path, LanguageCatalog catalog)
    {
        using var reader = new CsvRowReader(path, KeyColumns);
        ImmutableArray<string> names = FeaturesOf(reader);
        if (names.IsEmpty)
            throw FileDefect.At(path, 1, $"the columns {FileDefect.Shown(string.Join(',', reader.Header))} alone", "one column a feature besides");
        string hash = HashBeside(path);
        // What columns another version's hash is of nobody can tell any more.
        if (hash == TableSchema.Current.Hash)
            RequireSame(path, names, TableSchema.Current.Names, $"those of schema {hash}, whose hash stands in {SchemaFileOf(path)}");
        return new FeatureTableFile(path, catalog, new TableSchema(names, hash));
    }

    /// <summary>
    /// Writes a table, whole or not at all. The hash that stood beside it goes before the new rows come: a file that was written halfway
    /// when the program was ended is refused, and not taken for one of the old schema.
    /// </summary>
    /// <param name="path">The CSV file; its folder is made when it is not there.</param>
    /// <param name="table">The table.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Write(string path, IFeatureRows table)
    {
        WholeFile.Write(path, stream =>
        {
            using var text = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
            text.WriteLine(string.Join(',', KeyColumns.Concat(table.Schema.Names).Select(CsvCell.Of)));
            foreach (FeatureRow row in table.Read())
                text.WriteLine(Line(row));
            File.Delete(SchemaFileOf(Path.GetFullPath(path)));
        });
        WholeFile.Write(SchemaFileOf(path), JsonSerializer.Serialize(new SchemaOfFile(table.Schema.Hash), _json) + "\n");
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">A row is not as it should be, or the file has other columns than when it was opened; the message names file and line.</exception>
    public IEnumerable<FeatureRow> Read()
    {
        using var reader = new CsvRowReader(_path, KeyColumns);
        RequireSame(_path, FeaturesOf(reader), Schema.Names, "those that it had when it was opened");
        while (reader.Read() is { } row)
        {
            float[] features = new float[Schema.Names.Length];
            for (int i = 0; i < features.Length; i++)
                features[i] = (float)row.Number(Schema.Names[i]);
            yield return new FeatureRow(
                ScoreFile.Word(row, "task"), ScoreFile.Word(row, "metric"), ScoreFile.Word(row, "model"), LanguageOf(row, "source"), LanguageOf(row, "target"),
                row["score"].Length == 0 ? double.NaN : row.Fraction("score"), Weight(row), features);
        }
    }

    /// <inheritdoc/>
    public string GroupOf(string language) => _catalog.ResolveOrUnlisted(language).Iso6393;

    static ImmutableArray<string> FeaturesOf(CsvRowReader reader) => [.. reader.Header.Except(KeyColumns)];

    static void RequireSame(string path, ImmutableArray<string> found, ImmutableArray<string> expected, string which)
    {
        if (found.SequenceEqual(expected))
            return;
        int place = found.Zip(expected).TakeWhile(names => names.First == names.Second).Count();
        throw FileDefect.At(
            path, 1, $"{found.Length} features, number {place + 1} of them {(place < found.Length ? $"'{found[place]}'" : "none")}",
            $"{which}: {expected.Length}, number {place + 1} of them {(place < expected.Length ? $"'{expected[place]}'" : "none")}");
    }

    string LanguageOf(CsvTableRow row, string column) => ScoreFile.LanguageOf(row, column, row.Text(column), _catalog).Code;

    static float Weight(CsvTableRow row) => row["weight"].Length == 0 ? 1
        : (float)row.Number("weight") is >= 0 and < float.PositiveInfinity and var weight ? weight
        : throw row.Defect($"'{row["weight"]}'", "weight", "a number of 0 or more, or nothing for 1");

    static string Line(FeatureRow row)
    {
        string[] cells = new string[KeyColumns.Length + row.Features.Length];
        ((string[])[CsvCell.Of(row.Task), CsvCell.Of(row.Metric), CsvCell.Of(row.Model), CsvCell.Of(row.Source), CsvCell.Of(row.Target), CsvCell.Of(row.Score), CsvCell.Of(row.Weight)]).CopyTo(cells, 0);
        for (int i = 0; i < row.Features.Length; i++)
            cells[KeyColumns.Length + i] = CsvCell.Of(row.Features.Span[i]);
        return string.Join(',', cells);
    }

    static string HashBeside(string path)
    {
        string file = SchemaFileOf(path);
        if (!File.Exists(file))
            throw new FileNotFoundException($"{file}: no such file; expected the schema's hash of {path}, which is written with it.", file);
        try
        {
            TextLines.CheckSize(file);
            return JsonSerializer.Deserialize<SchemaOfFile>(File.ReadAllText(file), _json)?.SchemaHash ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{file}: found text without a schema's hash ({e.Message}), expected {{\"schema_hash\": \"...\"}}.", e);
        }
    }

    /// <summary>The file beside a table that holds its schema's hash.</summary>
    /// <param name="path">The CSV file.</param>
    public static string SchemaFileOf(string path) => Path.ChangeExtension(path, ".json");

    sealed record SchemaOfFile(string SchemaHash);
}
