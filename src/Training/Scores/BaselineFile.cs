using System.Collections.Immutable;
using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Tables;

namespace TransferPredict.Training.Scores;

/// <summary>Reads what measured runs would score without transfer: data/baselines/&lt;task&gt;.&lt;model&gt;.csv, each beside the score file of its name.</summary>
public static class BaselineFile
{
    /// <summary>The columns of such a file.</summary>
    public static ImmutableArray<string> Columns { get; } = ["task", "metric", "model", "source", "target", "train_size", "seed", "majority", "shuffled"];

    /// <summary>The files in data/baselines that are called like some score files; a score file without one is passed over.</summary>
    /// <param name="root">The repository.</param>
    /// <param name="scoreFiles">Score files, in any folder.</param>
    public static IEnumerable<string> Beside(ProjectRoot root, IEnumerable<string> scoreFiles) =>
        scoreFiles.Select(f => Path.Combine(root.Baselines, Path.GetFileName(f))).Where(File.Exists);

    /// <summary>Reads several files; rows of unions of sources, which are no pairs, are passed over.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="catalog">Resolves the languages; one that it does not list keeps its own code, with empty facts.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">
    /// A column is missing, a cell is not as it should be, a value lies outside [0, 1], or two rows are the same run; the message names file and line.
    /// </exception>
    public static ImmutableArray<BaselineRow> ReadAll(IEnumerable<string> paths, LanguageCatalog catalog)
    {
        Dictionary<MeasuredRun, string> places = [];
        ImmutableArray<BaselineRow>.Builder rows = ImmutableArray.CreateBuilder<BaselineRow>();
        foreach (string path in paths)
        {
            foreach (CsvTableRow cells in CsvTable.Read(path, Columns).Rows.Where(r => !SourceUnion.IsUnion(r["source"])))
            {
                BaselineRow row = Row(cells, catalog);
                if (!places.TryAdd(row.Run, $"{path}, line {cells.Line}"))
                    throw FileDefect.At(path, cells.Line, $"the run of {places[row.Run]} again ({row.Run})", "each run once");
                rows.Add(row);
            }
        }
        return rows.DrainToImmutable();
    }

    static BaselineRow Row(CsvTableRow cells, LanguageCatalog catalog) => new(
        ScoreFile.Word(cells, "task"), ScoreFile.Word(cells, "metric"), ScoreFile.Word(cells, "model"),
        ScoreFile.LanguageOf(cells, "source", cells.Text("source"), catalog), ScoreFile.LanguageOf(cells, "target", cells.Text("target"), catalog),
        ScoreFile.Whole(cells, "train_size"), ScoreFile.Whole(cells, "seed"), cells.Fraction("majority"), cells["shuffled"].Length == 0 ? null : cells.Fraction("shuffled"));
}
