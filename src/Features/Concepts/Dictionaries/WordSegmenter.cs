using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace TransferPredict.Features.Concepts.Dictionaries;

/// <summary>
/// Cuts text into words: maximal runs of letters, marks and digits, so that blanks and punctuation part words. In scripts written
/// without spaces (Chinese characters, kana, Thai, Lao, Khmer, Burmese) each letter with its marks is a word of its own: nothing there
/// tells words without a dictionary of the language. The same rule as lab/counts.py, but text is not normalised: it should be NFC.
/// </summary>
public static class WordSegmenter
{
    static readonly (int First, int Last)[] _unspaced =
    [
        (0x0E01, 0x0E7F), (0x0E80, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3041, 0x309F), (0x30A1, 0x30FF), (0x31F0, 0x31FF),
        (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F), (0xF900, 0xFAFF), (0xFF66, 0xFF9D), (0x1B000, 0x1B16F), (0x20000, 0x323AF),
    ];

    /// <summary>The words of a text in order, in lower case (each letter by itself, the same in every culture).</summary>
    public static ImmutableArray<string> Words(string text) => [.. Places(text).Select(p => text[p].ToLowerInvariant())];

    /// <summary>Where the words of a text stand, in order.</summary>
    public static IEnumerable<Range> Places(string text)
    {
        int start = -1, at = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            UnicodeCategory category = Rune.GetUnicodeCategory(rune);
            // Categories come in the order letters, marks, numbers, everything else.
            bool inside = category <= UnicodeCategory.OtherNumber;
            bool alone = category <= UnicodeCategory.OtherLetter && IsUnspaced(rune.Value);
            if (start >= 0 && (alone || !inside))
            {
                yield return start..at;
                start = -1;
            }
            if (start < 0 && inside)
                start = at;
            // A lone surrogate reads as the replacement character, which is as long.
            at += rune.Utf16SequenceLength;
        }
        if (start >= 0)
            yield return start..at;
    }

    static bool IsUnspaced(int letter) => letter >= 0x0E01 && Array.Exists(_unspaced, r => letter >= r.First && letter <= r.Last);
}
