using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using TransferPredict.Features.Spectra;
using TransferPredict.Features.Spectra.Similarity;
using TransferPredict.Features.Tables;

namespace TransferPredict.Features.Languages;

/// <summary>
/// The spectra of all languages in one model, kept in data/features/&lt;model&gt;/languages.csv (one row a language: metrics,
/// their spread, the normalised eigenvalues of both views) with languages.json beside it, which says what they were made from.
/// </summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Origin">What the spectra were made from.</param>
/// <param name="Spectra">Code of a language to its spectrum.</param>
public sealed record LanguageTable(string Model, LanguageTableOrigin Origin, ImmutableSortedDictionary<string, LanguageSpectrum> Spectra)
{
    static readonly JsonSerializerOptions _json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    static readonly string[] _metrics = [.. Enum.GetNames<LanguageMetric>().Select(n => JsonNamingPolicy.SnakeCaseLower.ConvertName(n))];

    /// <summary>The table's file in a folder of features.</summary>
    public static string FileIn(string features, string model) => Path.Combine(features, model, "languages.csv");

    /// <summary>Writes the table and its origin; the origin last, so that a table cut short is never taken for whole.</summary>
    public void Save(string path)
    {
        int columns = Spectra.Values.Select(s => s.Token ?? s.Type).FirstOrDefault(s => s is not null)?.Values.Length ?? 0;
        var text = new StringBuilder("model,language");
        foreach (string metric in _metrics)
            text.Append($",ww.{metric},ww.{metric}.spread");
        foreach (string view in (string[])["token", "type"])
            for (int i = 1; i <= columns; i++)
                text.Append($",esd.{view}.{i}");
        text.Append('\n');
        foreach ((string language, LanguageSpectrum spectrum) in Spectra)
        {
            text.Append(CsvCell.Of(Model)).Append(',').Append(CsvCell.Of(language));
            for (int i = 0; i < _metrics.Length; i++)
                text.Append(',').Append(CsvCell.Of(spectrum.Metrics[i])).Append(',').Append(CsvCell.Of(spectrum.Spread[i]));
            foreach (NormalizedSpectrum? view in (NormalizedSpectrum?[])[spectrum.Token, spectrum.Type])
                for (int i = 0; i < columns; i++)
                    text.Append(',').Append(view is null ? "" : CsvCell.Of((float)view.Values[i]));
            text.Append('\n');
        }
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.Delete(OriginFile(path));
        WholeFile.Write(path, text.ToString());
        WholeFile.Write(OriginFile(path), JsonSerializer.Serialize(Origin, _json) + "\n");
    }

    /// <summary>What a stored table was made from; null where there is no whole table.</summary>
    /// <exception cref="InvalidDataException">The .json beside the table is damaged.</exception>
    public static LanguageTableOrigin? OriginOf(string path)
    {
        if (!File.Exists(path) || !File.Exists(OriginFile(path)))
            return null;
        try
        {
            return JsonSerializer.Deserialize<LanguageTableOrigin>(File.ReadAllText(OriginFile(path)), _json);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{OriginFile(path)}: found text that is no origin of a language table ({e.Message}), expected JSON; delete the file, and the table is made again.");
        }
    }

    /// <summary>Reads a stored table: exactly what was saved.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="only">The languages wanted; null for all. Reading a few takes a fraction of the time.</param>
    /// <exception cref="FileNotFoundException">There is no whole table.</exception>
    /// <exception cref="InvalidDataException">The file is not as it should be; the message names file and line.</exception>
    public static LanguageTable Load(string path, IReadOnlySet<string>? only = null)
    {
        LanguageTableOrigin origin = OriginOf(path)
            ?? throw new FileNotFoundException($"{path}: no such table of language spectra with its .json; expected one made by `dotnet run --project src/Training`.{Spelling.HintOfFolder(Path.GetDirectoryName(Path.GetFullPath(path))!)}", path);
        CsvTable table = CsvTable.Read(path, ["model", "language", .. _metrics.SelectMany(m => (string[])[$"ww.{m}", $"ww.{m}.spread"])]);
        string[] token = SpectrumColumns(table, "token"), type = SpectrumColumns(table, "type");
        if (token.Length != type.Length)
            throw FileDefect.At(path, 1, $"{token.Length} columns esd.token.* and {type.Length} esd.type.*", "as many of each, numbered from 1");
        ImmutableSortedDictionary<string, LanguageSpectrum>.Builder spectra =
            ImmutableSortedDictionary.CreateBuilder<string, LanguageSpectrum>(StringComparer.Ordinal);
        string model = table.Rows.Count > 0 ? table.Rows[0].Text("model") : throw FileDefect.At(path, 2, "no rows", "one for each language");
        foreach (CsvTableRow row in table.Rows)
            if (row["model"] != model)
                throw row.Defect(FileDefect.Shown(row["model"]), "model", $"'{model}' as in the rows before");
        CsvTableRow[] rows = [.. table.Rows.Where(row => only?.Contains(row["language"]) != false)];
        LanguageSpectrum[] read = SideBySide.Select(rows, row => new LanguageSpectrum(
            Spectrum(row, token), Spectrum(row, type),
            [.. _metrics.Select(m => (float)row.Number($"ww.{m}"))], [.. _metrics.Select(m => (float)row.Number($"ww.{m}.spread"))]));
        foreach ((CsvTableRow row, LanguageSpectrum spectrum) in rows.Zip(read))
            if (!spectra.TryAdd(row.Text("language"), spectrum))
                throw row.Defect($"'{row["language"]}' a second time", "language", "each language once");
        return new LanguageTable(model, origin, spectra.ToImmutable());
    }

    static string OriginFile(string path) => Path.ChangeExtension(path, ".json");

    static string[] SpectrumColumns(CsvTable table, string view) =>
        [.. Enumerable.Range(1, table.Header.Length).Select(i => $"esd.{view}.{i}").TakeWhile(name => table.ColumnOf(name) >= 0)];

    static NormalizedSpectrum? Spectrum(CsvTableRow row, string[] columns)
    {
        if (columns.All(column => row[column].Length == 0))
            return null;
        double[] values = [.. columns.Select(column => (double)(float)row.Number(column))];
        return NormalizedSpectrum.Restore(values) ?? throw row.Defect(
            "values that are no normalised eigenvalues", $"{columns[0]} to {columns[^1]}", "numbers from 0 up, ascending, with mean 1, or empty cells throughout");
    }
}
