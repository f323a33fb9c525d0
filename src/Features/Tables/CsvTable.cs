using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;

namespace TransferPredict.Features.Tables;

/// <summary>A CSV file as rows with line numbers; every complaint names file, line, what was found and what was expected.</summary>
public sealed class CsvTable
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

    readonly Dictionary<string, int> _columns;

    CsvTable(string path, ImmutableArray<string> header, List<CsvTableRow> rows)
    {
        (Path, Header, Rows) = (path, header, rows);
        _columns = header.Select((name, i) => (name, i)).ToDictionary(c => c.name, c => c.i, StringComparer.Ordinal);
    }

    /// <summary>The file as it was named.</summary>
    public string Path { get; }

    /// <summary>Names of the columns.</summary>
    public ImmutableArray<string> Header { get; }

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
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: no such file; expected CSV with the columns {string.Join(',', required)}.", path);
        TextLines.CheckSize(path);
        using var reader = new StreamReader(path);
        using CsvReader csv = CsvReader.Create(reader, _options, leaveOpen: true);
        try
        {
            csv.ReadHeader();
            ImmutableArray<string> header = [.. csv.Headers];
            if (header.Length == 0)
                throw FileDefect.At(path, 1, "an empty file", $"the header {string.Join(',', required)}");
            foreach (string column in required)
                if (!header.Contains(column))
                    throw FileDefect.At(path, 1, $"columns {FileDefect.Shown(string.Join(',', header))} without '{column}'", $"each of {string.Join(',', required)}");
            if (header.GroupBy(h => h).FirstOrDefault(g => g.Count() > 1) is { } twice)
                throw FileDefect.At(path, 1, $"column '{twice.Key}' {twice.Count()} times", "each column once");
            (int Column, IReadOnlySet<string> Values)[] keys = [.. (wanted ?? ImmutableDictionary<string, IReadOnlySet<string>>.Empty).Select(w => (header.IndexOf(w.Key), w.Value))];
            List<CsvTableRow> rows = [];
            var table = new CsvTable(path, header, rows);
            while (csv.Read())
            {
                if (csv.FieldCount != header.Length)
                    throw FileDefect.At(path, (int)csv.LineNumber, $"{csv.FieldCount} fields", $"{header.Length} as in the header");
                if (keys.Any(k => !k.Values.Contains(csv.GetString(k.Column))))
                    continue;
                string[] cells = new string[header.Length];
                for (int i = 0; i < cells.Length; i++)
                    cells[i] = csv.GetString(i);
                rows.Add(new CsvTableRow(table, (int)csv.LineNumber, cells));
            }
            return table;
        }
        catch (CsvFormatException e)
        {
            throw FileDefect.At(path, (int)Math.Max(1, e.LineNumber), $"text that is not CSV ({e.Message.Split('\n', 2)[0].Trim()})",
                string.Create(CultureInfo.InvariantCulture, $"comma-separated lines of at most {LongestLine} bytes"));
        }
    }

    /// <summary>The place of a column; -1 when the table has none of that name.</summary>
    public int ColumnOf(string name) => _columns.GetValueOrDefault(name, -1);
}
