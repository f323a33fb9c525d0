using System.Globalization;
using TransferPredict.Features.Tables;

namespace TransferPredict.Features.Languages;

/// <summary>
/// How often each thing occurs in a text: token ids of a tokenizer, or hashes of words. Keys ascend; counts are positive.
/// </summary>
public sealed class SparseCounts
{
    readonly ulong[] _keys;
    readonly int[] _counts;

    SparseCounts(ulong[] keys, int[] counts)
    {
        (_keys, _counts) = (keys, counts);
        Total = counts.Sum(count => (long)count);
    }

    /// <summary>The things that occur, ascending.</summary>
    public ReadOnlySpan<ulong> Keys => _keys;

    /// <summary>How often each occurs, 1 or more, in the order of <see cref="Keys"/>.</summary>
    public ReadOnlySpan<int> Counts => _counts;

    /// <summary>The length of the text: the sum of the counts.</summary>
    public long Total { get; }

    /// <summary>The number of different things.</summary>
    public int Types => _keys.Length;

    /// <summary>Different things as a share of all, in (0, 1]; NaN for an empty text.</summary>
    public double TypeTokenRatio => Total == 0 ? double.NaN : (double)Types / Total;

    /// <summary>How often one thing occurs; 0 when it does not.</summary>
    public int CountOf(ulong key) => Array.BinarySearch(_keys, key) is >= 0 and int at ? _counts[at] : 0;

    /// <summary>Makes counts of keys in any order.</summary>
    /// <exception cref="ArgumentException">A key occurs twice or a count is below 1.</exception>
    public static SparseCounts Of(IEnumerable<(ulong Key, int Count)> counts)
    {
        (ulong Key, int Count)[] given = [.. counts];
        ulong[] keys = [.. given.Select(c => c.Key)];
        int[] values = [.. given.Select(c => c.Count)];
        Array.Sort(keys, values);
        for (int i = 0; i < keys.Length; i++)
            if (values[i] < 1)
                throw new ArgumentException($"The count of {keys[i]} is {values[i]}; expected 1 or more.", nameof(counts));
        return Doubled(keys) is { } twice
            ? throw new ArgumentException($"{twice} occurs twice; expected each key once.", nameof(counts))
            : new SparseCounts(keys, values);
    }

    /// <summary>Reads data/counts/&lt;tokenizer&gt;/&lt;lang&gt;.tsv: a header, then token id and count a line.</summary>
    /// <param name="path">The file.</param>
    /// <param name="vocabulary">Rows of the model's token embedding; an id at or above it belongs to another tokenizer.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A line is not as it should be; the message names file and line.</exception>
    public static SparseCounts ReadTokens(string path, int vocabulary = int.MaxValue) =>
        Read(path, "token", NumberStyles.None, "a token id in decimal", (ulong)vocabulary,
            $"an id below {vocabulary}, the rows of the model's token embedding: the counts come from a tokenizer that does not fit this model");

    /// <summary>Reads data/counts/words/&lt;lang&gt;.tsv: a header, then 64-bit hash in hexadecimal and count a line.</summary>
    /// <exception cref="InvalidDataException">A line is not as it should be; the message names file and line.</exception>
    public static SparseCounts ReadWords(string path) =>
        Read(path, "hash", NumberStyles.AllowHexSpecifier, "a 64-bit hash in hexadecimal", null, "");

    static SparseCounts Read(string path, string key, NumberStyles style, string keyForm, ulong? limit, string limitForm)
    {
        List<ulong> keys = [];
        List<int> counts = [];
        int line = 0;
        long total = 0;
        foreach (string text in TextLines.Read(path))
        {
            line++;
            if (line == 1)
            {
                if (text != $"{key}\tcount")
                    throw FileDefect.At(path, 1, FileDefect.Shown(text), $"the header '{key}<TAB>count'");
                continue;
            }
            int tab = text.IndexOf('\t', StringComparison.Ordinal);
            if (tab < 0 || !ulong.TryParse(text.AsSpan(0, tab), style, CultureInfo.InvariantCulture, out ulong k))
                throw FileDefect.At(path, line, FileDefect.Shown(text), $"{keyForm}, a tab and a count");
            if (!int.TryParse(text.AsSpan(tab + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count < 1)
                throw FileDefect.At(path, line, $"count {FileDefect.Shown(text[(tab + 1)..])}", $"a whole number from 1 to {int.MaxValue}");
            if (k >= limit)
                throw FileDefect.At(path, line, $"{key} {k}", limitForm);
            if ((total += count) > int.MaxValue)
                throw FileDefect.At(path, line, $"counts that add up to {total} so far", $"at most {int.MaxValue}: count a sample of so long a text");
            keys.Add(k);
            counts.Add(count);
        }
        if (line == 0)
            throw FileDefect.At(path, 1, "an empty file", $"the header '{key}<TAB>count'");
        ulong[] ascending = [.. keys];
        int[] values = [.. counts];
        Array.Sort(ascending, values);
        return Doubled(ascending) is { } twice
            ? throw FileDefect.At(path, 2 + keys.LastIndexOf(twice), $"{key} '{Written(twice, style)}' a second time", "each once")
            : new SparseCounts(ascending, values);
    }

    static ulong? Doubled(ulong[] ascending)
    {
        for (int i = 1; i < ascending.Length; i++)
            if (ascending[i] == ascending[i - 1])
                return ascending[i];
        return null;
    }

    static string Written(ulong key, NumberStyles style) =>
        key.ToString(style == NumberStyles.AllowHexSpecifier ? "x16" : "D", CultureInfo.InvariantCulture);
}
