namespace TransferPredict.Training.CommandLine;

/// <summary>
/// A table of plain text: a header, a rule, right-aligned figures. On a terminal too narrow for it, its widest left-aligned columns
/// but the first, which says what a row is, are shortened; anywhere else every cell is whole.
/// </summary>
/// <param name="columns">Headings; one that starts with "&lt;" is aligned left.</param>
public sealed class TextTable(params IReadOnlyList<string> columns)
{
    const string Gap = "  ";
    const int NarrowestShortened = 6;

    readonly bool[] _left = [.. columns.Select(c => c.StartsWith('<'))];
    readonly List<string[]> _rows = [[.. columns.Select(c => c.StartsWith('<') ? c[1..] : c)]];

    /// <summary>Adds a row.</summary>
    /// <param name="cells">One text a column.</param>
    /// <exception cref="ArgumentException">There are not as many cells as columns.</exception>
    public void Add(params IReadOnlyList<string> cells)
    {
        if (cells.Count != _left.Length)
            throw new ArgumentException($"{cells.Count} cells; expected {_left.Length}, one a column.", nameof(cells));
        _rows.Add([.. cells]);
    }

    /// <summary>Writes the table to standard output.</summary>
    public void Write() => Write(Console.Out, Console.IsOutputRedirected || Console.WindowWidth <= 0 ? int.MaxValue : Console.WindowWidth);

    /// <summary>Writes the table.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="width">Characters that a line may have.</param>
    public void Write(TextWriter output, int width)
    {
        int[] widths = [.. _left.Select((_, i) => _rows.Max(r => r[i].Length))];
        while (Total(widths) > width && Widest(widths) is >= 0 and int widest)
            widths[widest]--;
        for (int i = 0; i < _rows.Count; i++)
        {
            output.WriteLine(string.Join(Gap, _rows[i].Select((cell, c) => Fitted(cell, widths[c], _left[c]))).TrimEnd());
            if (i == 0)
                output.WriteLine(new string('-', Math.Min(Total(widths), width)));
        }
    }

    static int Total(int[] widths) => widths.Sum() + Gap.Length * (widths.Length - 1);

    int Widest(int[] widths)
    {
        int widest = -1;
        for (int i = Array.IndexOf(_left, true) + 1; i < widths.Length; i++)
            if (_left[i] && widths[i] > NarrowestShortened && (widest < 0 || widths[i] > widths[widest]))
                widest = i;
        return widest;
    }

    static string Fitted(string cell, int width, bool left) =>
        cell.Length > width ? cell[..(width - 1)] + "…" : left ? cell.PadRight(width) : cell.PadLeft(width);
}
