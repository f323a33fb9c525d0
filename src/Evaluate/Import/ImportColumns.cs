using TransferPredict.Features;
using TransferPredict.Features.Tables;
using TransferPredict.Training.Scores;

namespace TransferPredict.Evaluate.Import;

/// <summary>Finds columns of tables whose owners named them differently, or with a space too many.</summary>
static class ImportColumns
{
    /// <summary>The table's own spelling of the first of these names that it has, spaces around it aside; null when it has none.</summary>
    public static string? Find(CsvTable table, params IReadOnlyList<string> names) =>
        names.Select(name => table.Header.FirstOrDefault(h => h.Trim() == name)).FirstOrDefault(h => h is not null);

    /// <summary>As <see cref="Find"/>, but one must be there.</summary>
    /// <exception cref="InvalidDataException">None is.</exception>
    public static string Need(CsvTable table, params IReadOnlyList<string> names) =>
        Find(table, names) ?? throw FileDefect.At(table.Path, 1, $"columns {FileDefect.Shown(string.Join(',', table.Header))}", $"one of {string.Join(", ", names.Select(n => $"'{n}'"))}");

    /// <summary>A number; NaN for an empty cell and for what data sets write into one: nan, --, x.</summary>
    /// <exception cref="InvalidDataException">The cell holds something else.</exception>
    public static double Number(CsvTableRow row, string column) =>
        row[column].Trim().ToLowerInvariant() is "nan" or "--" or "x" or "" ? double.NaN : row.Number(column);

    /// <summary>A name that can be a part of a key and the name of a folder.</summary>
    /// <exception cref="InvalidDataException">The cell is empty or holds something else.</exception>
    public static string Word(CsvTableRow row, string column) => Word(row, column, row.Text(column));

    /// <summary>As <see cref="Word(CsvTableRow, string)"/>, of a model without its owner: the last part of a hub's path.</summary>
    /// <inheritdoc cref="Word(CsvTableRow, string)"/>
    public static string Model(CsvTableRow row, string column) => Word(row, column, row.Text(column)[(row[column].LastIndexOf('/') + 1)..]);

    static string Word(CsvTableRow row, string column, string name) =>
        ScoreFile.IsWord(name) ? name : throw row.Defect(FileDefect.Shown(row[column]), column, "letters, digits, '.', '_' and '-', a letter or digit first");
}
