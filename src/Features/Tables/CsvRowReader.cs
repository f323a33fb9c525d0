using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;

namespace TransferPredict.Features.Tables;

/// <summary>Reads a CSV file of any size row by row, with line numbers; complaints are those of <see cref="CsvTable"/>.</summary>
public sealed class CsvRowReader : IDisposable
{
    const int LongestLine = 1 << 20;

    static readonly CsvReaderOptions _options = new()
    {
        Separator = ',',
        AllowLineBreaksInQuotes = false,
        MalformedData = CsvMalformedDataHandling.Throw,
        MaxRecordSize = LongestLine,
        TrackLineNumbers = true,
    };

    readonly StreamReader _text;
    readonly CsvReader _csv;

    /// <summary>Opens a file and reads its header.</summary>
    /// <param name="path">The file.</param>
    /// <param name="required">Columns that must be there, in any order among others.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The text is no CSV, or a column is missing or doubled.</exception>
    public CsvRowReader(string path, params IReadOnlyList<string> required)
        : this(path, long.MaxValue, required)
    {
    }

    /// <param name="path">The file.</param>
    /// <param name="largest">Bytes that it may have.</param>
    /// <param name="required">Columns that must be there.</param>
    internal CsvRowReader(string path, long largest, IReadOnlyList<string> required)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: no such file; expected CSV with the columns {string.Join(',', required)}.", path);
        TextLines.CheckSize(path, largest);
        _text = new StreamReader(path);
        try
        {
            _csv = CsvReader.Create(_text, _options, leaveOpen: true);
            Columns = new CsvColumns(path, Guarded(path, () => ReadHeader(path, required)));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Names of the columns.</summary>
    public ImmutableArray<string> Header => Columns.Header;

    internal CsvColumns Columns { get; }

    /// <summary>The next row; null after the last.</summary>
    /// <param name="wanted">Column to the values that a row must have one of, or it is passed over; every row when null.</param>
    /// <exception cref="InvalidDataException">The text is no CSV, or a row has another number of fields than the header.</exception>
    public CsvTableRow? Read(IReadOnlyDictionary<string, IReadOnlySet<string>>? wanted = null) => Guarded(Columns.Path, () =>
    {
        while (_csv.Read())
        {
            if (_csv.FieldCount != Header.Length)
                throw FileDefect.At(Columns.Path, (int)_csv.LineNumber, $"{_csv.FieldCount} fields", $"{Header.Length} as in the header");
            if (wanted is null || wanted.All(w => w.Value.Contains(_csv.GetString(Columns.PlaceOf(w.Key)))))
                return Row();
        }
        return null;
    });

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _csv?.Dispose(); // not there where it could not be made
        _text.Dispose();
    }

    CsvTableRow Row()
    {
        string[] cells = new string[Header.Length];
        for (int i = 0; i < cells.Length; i++)
            cells[i] = _csv.GetString(i);
        return new CsvTableRow(Columns, (int)_csv.LineNumber, cells);
    }

    ImmutableArray<string> ReadHeader(string path, IReadOnlyList<string> required)
    {
        _csv.ReadHeader();
        ImmutableArray<string> header = [.. _csv.Headers];
        if (header.Length == 0)
            throw FileDefect.At(path, 1, "an empty file", $"the header {string.Join(',', required)}");
        foreach (string column in required)
            if (!header.Contains(column))
                throw FileDefect.At(path, 1, $"columns {FileDefect.Shown(string.Join(',', header))} without '{column}'", $"each of {string.Join(',', required)}");
        if (header.GroupBy(h => h).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw FileDefect.At(path, 1, $"column '{twice.Key}' {twice.Count()} times", "each column once");
        return header;
    }

    static T Guarded<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException e)
        {
            throw FileDefect.At(path, (int)Math.Max(1, e.LineNumber), $"text that is not CSV ({e.Message.Split('\n', 2)[0].Trim()})",
                string.Create(CultureInfo.InvariantCulture, $"comma-separated lines of at most {LongestLine} bytes"));
        }
    }
}
