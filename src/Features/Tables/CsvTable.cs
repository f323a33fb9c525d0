using System.Collections.Immutable;

namespace TransferPredict.Features.Tables;

/// <summary>A CSV file as rows with line numbers; every complaint names file, line, what was found and what was expected.</summary>
public sealed class CsvTable
{
    readonly CsvColumns _columns;

    CsvTable(CsvColumns columns, IReadOnlyList<CsvTableRow> rows) => (_columns, Rows) = (columns, rows);

    /// <summary>The file as it was named.</summary>
    public string Path => _columns.Path;

    /// <summary>Names of the columns.</summary>
    public ImmutableArray<string> Header => _columns.Header;

    /// <summary>The rows after the header.</summary>
    public IReadOnlyList<CsvTableRow> Rows { get; }

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="required">Columns that must be there, in any order among others.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is too large, the text is no CSV, a column is missing or doubled, or a row has another number of fields.</exception>
    public static CsvTable Read(string path, params IReadOnlyList<string> required) => ReadOnly(path, null, required);

    /// <summary>Reads the rows that have one of the values wanted in each of some columns; the cells of other rows are passed over, which takes a fraction of the time.</summary>
    /// <param name="path">The file.</param>
    /// <param name="wanted">Column to the values wanted; every row when null.</param>
    /// <param name="required">Columns that must be there, those of <paramref name="wanted"/> among them.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">As <see cref="Read"/>, for every row.</exception>
    public static CsvTable ReadOnly(string path, IReadOnlyDictionary<string, IReadOnlySet<string>>? wanted, params IReadOnlyList<string> required)
    {
        using var reader = new CsvRowReader(path, TextLines.LargestFile, required);
        List<CsvTableRow> rows = [];
        while (reader.Read(wanted) is { } row)
            rows.Add(row);
        return new CsvTable(reader.Columns, rows);
    }

    /// <summary>The place of a column; -1 when the table has none of that name.</summary>
    public int ColumnOf(string name) => _columns.PlaceOf(name);
}
