using System.CommandLine;
using System.Globalization;
using TransferPredict.Evaluate.Import;
using TransferPredict.Features.Languages;
using TransferPredict.Training.CommandLine;

namespace TransferPredict.Evaluate.Commands;

/// <summary><c>import</c>: turns scores and features that others published into this project's tables.</summary>
static class ImportCommand
{
    const int ShownRows = 3;

    static readonly Dictionary<string, Func<ImportFiles, LanguageCatalog, CancellationToken, ImportedTables>> _importers = new()
    {
        ["xpos"] = XposImporter.Read,
        ["langrank"] = LangRankImporter.Read,
        ["sumeval"] = SumEvalImporter.Read,
        ["nnrank"] = NnRankImporter.Read,
        ["lang2vec"] = Lang2VecImporter.Read,
    };

    public static Command Create()
    {
        var layout = new Argument<string>("layout") { Description = "Whose files they are", HelpName = string.Join('|', _importers.Keys) };
        layout.AcceptOnlyFromAmong([.. _importers.Keys]);
        var place = new Argument<string>("place") { Description = "A folder with the files anywhere below it, or one file", HelpName = "DIR|FILE" };
        var folder = PathOption.Check(new Option<string>("--out") { Description = "Folder for scores.csv, features.csv and features.json", HelpName = "DIR", Required = true });
        var file = PathOption.Check(new Option<string?>("--file") { Description = "Name of the main files, when not the usual one ('*' for any characters)", HelpName = "NAME" });
        var output = new DataOutput();
        var command = new Command("import", "Turns published scores and features into tables of this project") { layout, place, folder, file };
        output.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(place) is { Tokens: [{ Value: var name }] } && string.IsNullOrWhiteSpace(name))
                result.AddError("The place is an empty name; expected a folder or file.");
        });
        command.SetWork((parsed, cancellation) => Run(parsed, output, parsed.GetValue(layout)!, parsed.GetValue(place)!, parsed.GetValue(file), parsed.GetValue(folder)!, cancellation));
        return command;
    }

    static int Run(ParseResult parsed, DataOutput output, string layout, string place, string? file, string folder, CancellationToken cancellation)
    {
        if (File.Exists(folder))
            throw new IOException($"{folder}: found a file, expected a folder for {string.Join(", ", ImportedOutput.Names)}.");
        var files = ImportFiles.Find(place, file);
        ImportedTables tables = _importers[layout](files, LanguageCatalog.LoadShipped(), cancellation);
        files.RequireUnwritten(folder, ImportedOutput.Names);
        RequireRows(place, tables);
        ImportedOutput.Write(folder, layout, files, tables);
        int sources = tables.Scores.Select(s => s.Run.Source).Distinct().Count(), targets = tables.Scores.Select(s => s.Run.Target).Distinct().Count();
        Dictionary<string, int> figures = new()
        {
            ["runs"] = tables.Scores.Length,
            ["sources"] = sources,
            ["targets"] = targets,
            ["feature_columns"] = tables.Features.Names.Length,
            ["feature_rows"] = tables.Features.Sorted.Count(),
            ["unlisted"] = tables.Unlisted.Count,
            ["dropped"] = tables.Notes.Dropped.Values.Sum(rows => rows.Count),
            ["doubtful"] = tables.Notes.Doubtful.Values.Sum(rows => rows.Count),
        };
        output.Write(parsed, () => figures, () => [string.Join(',', figures.Keys), string.Join(',', figures.Values)]);
        if (output.IsSilent(parsed))
            return ExitCode.Done;

        var table = new TextTable("<read", "number", "<of");
        table.Add("scores", Number(tables.Scores.Length), string.Join(", ", tables.Scores.GroupBy(s => $"{s.Run.Task} {s.Run.Metric} of {s.Run.Model}").Select(g => $"{g.Key} ({g.Count()})")));
        table.Add("languages", Number(sources), "as sources");
        table.Add("", Number(targets), "as targets");
        table.Add("features", Number(tables.Features.Names.Length), "columns");
        table.Add("", Number(tables.Features.Sorted.Count()), "rows");
        if (tables.Unlisted.Count > 0)
            table.Add("unlisted", Number(tables.Unlisted.Count), $"languages without facts: {string.Join(", ", tables.Unlisted.Keys)}");
        Add(table, "dropped", tables.Notes.Dropped);
        Add(table, "doubtful", tables.Notes.Doubtful);
        table.Write();
        Console.WriteLine();
        foreach (string remark in tables.Notes.Remarks)
            Console.WriteLine($"note: {remark}");
        Console.WriteLine($"Written to {folder}: {string.Join(", ", ImportedOutput.Names)} (which names every row dropped or doubtful).");
        return ExitCode.Done;
    }

    static void RequireRows(string place, ImportedTables tables)
    {
        if (tables.Scores.IsEmpty && !tables.Features.Sorted.Any())
            throw new InvalidDataException(
                $"{place}: found no row of scores or features to keep{string.Concat(tables.Notes.Dropped.Select(d => $"; dropped {d.Value.Count}: {d.Key}"))}; expected the data set as its owners publish it.");
    }

    static void Add(TextTable table, string title, IReadOnlyDictionary<string, List<string>> notes)
    {
        foreach ((string reason, List<string> rows) in notes)
        {
            table.Add(Tone.Lowered, [title, Number(rows.Count), Cells.Line(reason)]);
            foreach (string row in rows.Take(ShownRows))
                table.Add(Tone.Faint, ["", "", Cells.Line(row)]);
            if (rows.Count > ShownRows)
                table.Add(Tone.Faint, ["", "", $"and {rows.Count - ShownRows} more"]);
        }
    }

    static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
