using System.Globalization;

namespace TransferPredict.Features.Tables;

/// <summary>A row of a CSV file.</summary>
public sealed class CsvTableRow
{
    readonly CsvColumns _columns;
    readonly string[] _cells;

    internal CsvTableRow(CsvColumns columns, int line, string[] cells) => (_columns, Line, _cells) = (columns, line, cells);

    /// <summary>Line number in the file, from 1.</summary>
    public int Line { get; }

    /// <summary>The text of a cell; empty when the file has no such column.</summary>
    public string this[string column] => _columns.PlaceOf(column) is >= 0 and int at ? _cells[at] : "";

    /// <summary>The text of a cell that must not be empty.</summary>
    public string Text(string column) => this[column] is { Length: > 0 } text ? text : throw Defect("nothing", column, "a value");

    /// <summary>A cell as a number; NaN for an empty cell, infinities as inf and -inf.</summary>
    /// <exception cref="InvalidDataException">The cell holds something else.</exception>
    public double Number(string column) => this[column] switch
    {
        "" => double.NaN,
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        string text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : throw Defect(FileDefect.Shown(text), column, "a number, inf, -inf or an empty cell"),
    };

    /// <summary>A cell as a number in [0, 1].</summary>
    /// <exception cref="InvalidDataException">The cell holds something else.</exception>
    public double Fraction(string column) =>
        double.TryParse(this[column], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value is >= 0 and <= 1
            ? value
            : throw Defect(this[column] is { Length: > 0 } text ? FileDefect.Shown(text) : "nothing", column, "a fraction from 0 to 1 (percentages divided by 100)");

    /// <summary>The complaint about a cell of this row.</summary>
    public InvalidDataException Defect(string found, string column, string expected) =>
        FileDefect.At(_columns.Path, Line, $"{found} in column {column}", expected);
}
