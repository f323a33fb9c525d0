using System.Collections.Immutable;
using System.Globalization;
using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Tables;

namespace TransferPredict.Training.Scores;

/// <summary>Reads measured scores: data/scores/*.csv.</summary>
public static class ScoreFile
{
    /// <summary>The columns of a score file.</summary>
    public static ImmutableArray<string> Columns { get; } =
        ["task", "metric", "model", "source", "target", "score", "train_size", "seed", "origin"];

    /// <summary>Reads the rows of one file that have one source.</summary>
    /// <param name="path">The file.</param>
    /// <param name="catalog">Resolves the languages; one that it does not list keeps its own code, with empty facts.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">
    /// A column is missing, a cell is not as it should be, a score lies outside [0, 1], or two rows are the same run; the message
    /// names file and line.
    /// </exception>
    public static ImmutableArray<ScoreRow> Read(string path, LanguageCatalog catalog) => ReadAll([path], catalog);

    /// <summary>Reads the rows of several files that have one source; a run may stand in one line of one of them only.</summary>
    /// <inheritdoc cref="Read"/>
    /// <param name="paths">The files.</param>
    public static ImmutableArray<ScoreRow> ReadAll(IEnumerable<string> paths, LanguageCatalog catalog) => ReadTable(paths, catalog).Runs;

    /// <summary>Reads all rows of several files, those with unions of sources apart; a run may stand in one line of one of them only.</summary>
    /// <inheritdoc cref="ReadAll"/>
    /// <param name="task">The one task whose rows are read; all when null.</param>
    /// <param name="model">The one model whose rows are read; all when null.</param>
    public static ScoreTable ReadTable(IEnumerable<string> paths, LanguageCatalog catalog, string? task = null, string? model = null)
    {
        Dictionary<string, IReadOnlySet<string>> wanted = [];
        foreach ((string column, string? value) in new[] { ("task", task), ("model", model) })
            if (value is not null)
                wanted[column] = new HashSet<string> { value };

        Dictionary<MeasuredRun, (string Path, int Line)> places = [];
        ImmutableArray<ScoreRow>.Builder runs = ImmutableArray.CreateBuilder<ScoreRow>();
        ImmutableArray<UnionRow>.Builder unions = ImmutableArray.CreateBuilder<UnionRow>();
        foreach (string path in paths)
        {
            if (!File.Exists(path))
                throw new FileNotFoundException($"{path}: no such file; expected measured scores with the columns {string.Join(',', Columns)}.", path);
            foreach (CsvTableRow cells in CsvTable.ReadOnly(path, wanted, Columns).Rows)
            {
                MeasuredRun run;
                if (SourceUnion.IsUnion(cells["source"]))
                {
                    unions.Add(Union(cells, catalog));
                    run = unions[^1].Run;
                }
                else
                {
                    runs.Add(Row(cells, catalog));
                    run = runs[^1].Run;
                }
                if (!places.TryAdd(run, (path, cells.Line)))
                {
                    (string firstPath, int firstLine) = places[run];
                    throw FileDefect.At(path, cells.Line, $"the run of {firstPath}, line {firstLine} again ({run})", "each run once");
                }
            }
        }
        return new ScoreTable(runs.DrainToImmutable(), unions.DrainToImmutable());
    }

    /// <summary>Whether a text can be a part of a key and the name of a folder: letters, digits, '.', '_' and '-', a letter or digit first.</summary>
    public static bool IsWord(string text) =>
        text.Length > 0 && char.IsAsciiLetterOrDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    static ScoreRow Row(CsvTableRow cells, LanguageCatalog catalog) => new(
        Word(cells, "task"), Word(cells, "metric"), Word(cells, "model"), LanguageOf(cells, "source", cells.Text("source"), catalog),
        LanguageOf(cells, "target", cells.Text("target"), catalog), cells.Fraction("score"), Whole(cells, "train_size"), Whole(cells, "seed"), cells["origin"]);

    static UnionRow Union(CsvTableRow cells, LanguageCatalog catalog) => new(
        Word(cells, "task"), Word(cells, "metric"), Word(cells, "model"), Sources(cells, catalog),
        LanguageOf(cells, "target", cells.Text("target"), catalog), cells.Fraction("score"), Whole(cells, "train_size"), Whole(cells, "seed"), cells["origin"]);

    static SourceUnion Sources(CsvTableRow cells, LanguageCatalog catalog)
    {
        SourceShare[] shares =
        [
            .. (SourceUnion.Split(cells["source"]) ?? throw cells.Defect(FileDefect.Shown(cells["source"]), "source", "whole sizes from 1 up, as in deu_Latn:1000+fra_Latn:5000"))
                .Select(s => new SourceShare(LanguageOf(cells, "source", s.Language, catalog), s.Size)),
        ];
        return shares.DistinctBy(s => s.Language.Code).Count() == shares.Length
            ? new SourceUnion(shares)
            : throw cells.Defect(FileDefect.Shown(cells["source"]), "source", "each language once");
    }

    /// <summary>A name that can be a part of a key and the name of a folder.</summary>
    internal static string Word(CsvTableRow cells, string column) =>
        IsWord(cells.Text(column)) ? cells[column] : throw cells.Defect($"'{cells[column]}'", column, "letters, digits, '.', '_' and '-', a letter or digit first");

    internal static Language LanguageOf(CsvTableRow cells, string column, string spelling, LanguageCatalog catalog) =>
        spelling.Length > 0 && catalog.TryResolve(spelling, out Language? language) ? language
        : IsWord(spelling) ? catalog.ResolveOrUnlisted(spelling)
        : throw cells.Defect(spelling.Length > 0 ? FileDefect.Shown(spelling) : "nothing", column, "a language code such as fao_Latn");

    internal static long? Whole(CsvTableRow cells, string column) =>
        cells[column].Length == 0 ? null
        : long.TryParse(cells[column], NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value
        : throw cells.Defect($"'{cells[column]}'", column, "a whole number or nothing");
}
