using Spectre.Console;

namespace TransferPredict.Training.CommandLine;

/// <summary>
/// A table: on a terminal with colours and lines, fitted to its width; anywhere else plain text, a header, a rule and whole cells, columns
/// two blanks apart. Figures are right-aligned.
/// </summary>
/// <param name="columns">
/// Headings; one that starts with "&lt;" is aligned left, one that starts with "?" likewise, and is left out first where a terminal is narrow, one that starts
/// with "~" is a drawing, shown on a terminal only.
/// </param>
public sealed class TextTable(params IReadOnlyList<string> columns)
{
    const string Gap = "  ";
    const int NarrowestBroken = 12;

    readonly List<TableCell[]> _rows = [];

    /// <summary>Adds a row.</summary>
    /// <param name="cells">One text a column.</param>
    /// <exception cref="ArgumentException">There are not as many cells as columns.</exception>
    public void Add(params IReadOnlyList<TableCell> cells)
    {
        if (cells.Count != columns.Count)
            throw new ArgumentException($"{cells.Count} cells; expected {columns.Count}, one a column.", nameof(cells));
        _rows.Add([.. cells]);
    }

    /// <summary>Adds a row of one tone.</summary>
    /// <inheritdoc cref="Add(IReadOnlyList{TableCell})"/>
    public void Add(Tone tone, IEnumerable<string> cells) => Add([.. cells.Select(text => new TableCell(text, tone))]);

    /// <summary>Writes the table to standard output.</summary>
    public void Write()
    {
        if (Console.IsOutputRedirected)
            Write(Console.Out);
        else
            Write(AnsiConsole.Console);
    }

    /// <summary>Writes plain text.</summary>
    /// <param name="output">Where to.</param>
    public void Write(TextWriter output)
    {
        int[] shown = [.. Enumerable.Range(0, columns.Count).Where(c => !IsDrawing(columns[c]))];
        string[][] lines = [[.. shown.Select(c => Heading(columns[c]))], .. _rows.Select(r => shown.Select(c => r[c].Text).ToArray())];
        int[] widths = [.. shown.Select((_, i) => lines.Max(line => line[i].Length))];
        for (int i = 0; i < lines.Length; i++)
        {
            output.WriteLine(string.Join(Gap, lines[i].Select((cell, c) => IsLeft(columns[shown[c]]) ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c]))).TrimEnd());
            if (i == 0)
                output.WriteLine(new string('-', widths.Sum() + Gap.Length * (widths.Length - 1)));
        }
    }

    /// <summary>Writes for a terminal.</summary>
    /// <param name="console">
    /// Where to. Its width is kept to by breaking left-aligned texts but the first, which says what a row is, then by leaving out what can be spared, drawings,
    /// and both; a table that is wider all the same is written as plain text.
    /// </param>
    public void Write(IAnsiConsole console)
    {
        int[] all = [.. Enumerable.Range(0, columns.Count)], needed = [.. all.Where(c => !IsSpared(columns[c]))], figures = [.. all.Where(c => !IsDrawing(columns[c]))];
        int[]? shown = Array.Find((int[][])[all, needed, figures, [.. needed.Intersect(figures)]], some => LeastWidth(some) <= console.Profile.Width);
        if (shown is null)
        {
            Write(console.Profile.Out.Writer);
            return;
        }
        var table = new Table { Border = TableBorder.Simple };
        foreach (int c in shown)
            table.AddColumn(new TableColumn(new Text(Heading(columns[c]), new Style(decoration: Decoration.Bold)))
            {
                NoWrap = !CanBreak(c),
                Alignment = IsLeft(columns[c]) ? Justify.Left : Justify.Right,
            });
        foreach (TableCell[] row in _rows)
            table.AddRow(shown.Select(c => new Text(row[c].Text, StyleOf(row[c].Tone))));
        console.Write(table);
    }

    /// <summary>Characters that columns need at least: their texts, one blank on either side of each, one between two and at both ends.</summary>
    int LeastWidth(int[] shown) => shown.Sum(c => CanBreak(c) ? Math.Min(Widest(c), NarrowestBroken) : Widest(c)) + 3 * shown.Length + 1;

    int Widest(int column) => _rows.Select(row => row[column].Text.Length).Append(Heading(columns[column]).Length).Max();

    bool CanBreak(int column) => column > 0 && (columns[column].StartsWith('<') || IsSpared(columns[column]));

    static Style StyleOf(Tone tone) => tone switch
    {
        Tone.Strong => new Style(decoration: Decoration.Bold),
        Tone.Faint => new Style(Color.Grey),
        Tone.Raised => new Style(Color.DeepSkyBlue1),
        Tone.Lowered => new Style(Color.Orange1),
        _ => Style.Plain,
    };

    static bool IsDrawing(string column) => column.StartsWith('~');

    static bool IsSpared(string column) => column.StartsWith('?');

    static bool IsLeft(string column) => column.StartsWith('<') || IsSpared(column) || IsDrawing(column);

    static string Heading(string column) => IsLeft(column) ? column[1..] : column;
}
