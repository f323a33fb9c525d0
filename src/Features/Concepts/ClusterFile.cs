using System.Collections.Immutable;
using System.Globalization;
using TransferPredict.Features.Tables;

namespace TransferPredict.Features.Concepts;

/// <summary>
/// Cluster files as the code of Mousi et al. (ACL 2024) writes and reads them: <c>word|||count|||sentence|||position|||cluster</c>, one
/// occurrence a line.
/// </summary>
public static class ClusterFile
{
    const string Separator = "|||";
    const string Form = "'word|||count|||sentence|||position|||cluster' with four whole numbers, 0 or more";

    /// <summary>Reads a file. Blank lines, which stand for empty clusters, are passed over.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">A line is not as it should be, or there is no word at all; the message names file and line.</exception>
    public static ImmutableArray<ClusteredWord> Read(string path)
    {
        ImmutableArray<ClusteredWord>.Builder words = ImmutableArray.CreateBuilder<ClusteredWord>();
        int line = 0;
        foreach (string text in TextLines.Read(path))
        {
            line++;
            if (!string.IsNullOrWhiteSpace(text))
                words.Add(Parse(text) ?? throw FileDefect.At(path, line, FileDefect.Shown(text), Form));
        }
        return words.Count > 0 ? words.DrainToImmutable() : throw FileDefect.At(path, line + 1, "the end of the file and no word before it", Form);
    }

    /// <summary>A line's parts; null where it has another form. The numbers are the last four parts, so that a word may itself hold the separator.</summary>
    static ClusteredWord? Parse(string line)
    {
        Span<int> numbers = stackalloc int[4];
        ReadOnlySpan<char> rest = line;
        for (int i = numbers.Length - 1; i >= 0; i--)
        {
            int at = rest.LastIndexOf(Separator, StringComparison.Ordinal);
            if (at < 0 || !int.TryParse(rest[(at + Separator.Length)..], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out numbers[i]))
                return null;
            rest = rest[..at];
        }
        ReadOnlySpan<char> word = rest.Trim();
        return word.IsEmpty ? null : new ClusteredWord(word.ToString(), numbers[0], numbers[1], numbers[2], numbers[3]);
    }
}
