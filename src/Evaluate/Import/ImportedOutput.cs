using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using TransferPredict.Features;
using TransferPredict.Features.Tables;
using TransferPredict.Training.Scores;

namespace TransferPredict.Evaluate.Import;

/// <summary>Writes what was imported: scores.csv, features.csv, and features.json, which tells what both were made from.</summary>
static class ImportedOutput
{
    static readonly JsonSerializerOptions _json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Names of the files written.</summary>
    public static ImmutableArray<string> Names { get; } = ["scores.csv", "features.csv", "features.json"];

    /// <summary>Writes the three files one after the other, each whole or not at all, once the text of all three is there.</summary>
    /// <param name="folder">Where to; made when it is not there.</param>
    /// <param name="importer">Name of the layout.</param>
    /// <param name="files">The files that were read.</param>
    /// <param name="tables">What was made of them.</param>
    public static void Write(string folder, string importer, ImportFiles files, ImportedTables tables)
    {
        string[] texts = [Text(Scores(tables)), Text(Features(tables.Features)), JsonSerializer.Serialize(Origin(importer, files, tables), _json) + "\n"];
        for (int i = 0; i < texts.Length; i++)
            WholeFile.Write(Path.Combine(folder, Names[i]), texts[i]);
    }

    static IEnumerable<string> Scores(ImportedTables tables) => tables.Scores
        .Select(s => string.Join(',', s.Run.Task, s.Run.Metric, s.Run.Model, s.Run.Source, s.Run.Target, CsvCell.Of(s.Score), s.Run.TrainSize, s.Run.Seed, CsvCell.Of(s.Origin)))
        .Prepend(string.Join(',', ScoreFile.Columns));

    static IEnumerable<string> Features(FeatureRows features) => features.Sorted
        .Select(r => string.Join(',', [r.Model, r.Source, r.Target, .. r.Values.Select(CsvCell.Of)]))
        .Prepend(string.Join(',', ["model", "source", "target", .. features.Names]));

    static object Origin(string importer, ImportFiles files, ImportedTables tables) => new
    {
        Importer = importer,
        Files = files.Used.Select(f => new { f.Name, Sha256 = f.Hash }),
        SchemaHash = FeatureSchema.Hash,
        Scores = new
        {
            Rows = tables.Scores.Length,
            Settings = tables.Scores.Select(s => $"{s.Run.Task}|{s.Run.Metric}|{s.Run.Model}").Distinct(),
            Sources = tables.Scores.Select(s => s.Run.Source).Distinct().Count(),
            Targets = tables.Scores.Select(s => s.Run.Target).Distinct().Count(),
            SourceIsTarget = tables.Scores.Count(s => s.Run.Source == s.Run.Target),
        },
        Features = new
        {
            Rows = tables.Features.Sorted.Count(),
            Columns = tables.Features.Names.Zip(tables.Features.Filled, (name, filled) => new { Name = name, Filled = filled }),
        },
        Dropped = tables.Notes.Dropped.Select(Note),
        Doubtful = tables.Notes.Doubtful.Select(Note),
        Unlisted = tables.Unlisted,
        tables.Notes.Remarks,
    };

    static object Note(KeyValuePair<string, List<string>> note) => new { Reason = note.Key, note.Value.Count, Rows = note.Value };

    static string Text(IEnumerable<string> lines) => string.Concat(lines.Select(l => l + "\n"));
}
