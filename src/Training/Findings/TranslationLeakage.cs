using System.Globalization;
using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Tables;

namespace TransferPredict.Training.Findings;

/// <summary>How much of a task's test text may have trained the source's language in translation: what lab/leakage.py estimated.</summary>
/// <param name="Pairs">Pairs of two languages.</param>
/// <param name="Traceable">Share of their test lines that can be followed to other languages, in [0, 1].</param>
/// <param name="Seen">Share of their test lines whose translation may have trained the source, in [0, 1].</param>
public sealed record TranslationLeakage(int Pairs, double Traceable, double Seen)
{
    /// <summary>Its name in data/baselines.</summary>
    public const string File = "sentiment.leakage.csv";

    static readonly string[] _columns = ["source", "target", "test_lines", "traceable", "seen"];

    /// <summary>Reads the file; null where there is none, or no line in it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="catalog">Tells languages from varieties of one.</param>
    /// <exception cref="InvalidDataException">A column is missing or a cell is no whole number; the message names file and line.</exception>
    public static TranslationLeakage? Read(string path, LanguageCatalog catalog)
    {
        if (!System.IO.File.Exists(path))
            return null;
        long lines = 0, traceable = 0, seen = 0;
        int pairs = 0;
        foreach (CsvTableRow row in CsvTable.Read(path, _columns).Rows)
        {
            if (catalog.ResolveOrUnlisted(row.Text("source")).Iso6393 == catalog.ResolveOrUnlisted(row.Text("target")).Iso6393)
                continue;
            pairs++;
            (lines, traceable, seen) = (lines + Count(row, "test_lines"), traceable + Count(row, "traceable"), seen + Count(row, "seen"));
        }
        return lines == 0 ? null : new TranslationLeakage(pairs, (double)traceable / lines, (double)seen / lines);
    }

    static long Count(CsvTableRow row, string column) => long.TryParse(row[column], NumberStyles.None, CultureInfo.InvariantCulture, out long count)
        ? count : throw row.Defect(FileDefect.Shown(row[column]), column, "a whole number");
}
