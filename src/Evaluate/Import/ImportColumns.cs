using TransferPredict.Features;
using TransferPredict.Features.Tables;

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
}
