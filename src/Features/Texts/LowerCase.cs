using System.Globalization;
using System.Text;
using TransferPredict.Features.Tokenizers.Pipeline;
using TransferPredict.Features.Tokenizers.Unicode;

namespace TransferPredict.Features.Texts;

/// <summary>
/// Unicode's full lower case (section 3.13), as lab/counts.py has it: beyond the mapping of each letter a capital sigma at the end of a word becomes ς, and İ an
/// i with its dot. The project's globalisation is invariant, so string.ToLower has neither.
/// </summary>
static class LowerCase
{
    const int CapitalSigma = 0x3A3, FinalSigma = 0x3C2, DottedI = 0x130, DotAbove = 0x307;

    // Word_Break = MidLetter, MidNumLet or Single_Quote: case-ignorable beside the categories below.
    static readonly int[] _ignorable = [0x27, 0x2E, 0x3A, 0xB7, 0x387, 0x55F, 0x5F4, 0x2018, 0x2019, 0x2024, 0x2027, 0xFE13, 0xFE52, 0xFE55, 0xFF07, 0xFF0E, 0xFF1A];

    /// <summary>A text after NFKC, in lower case.</summary>
    internal static string OfCompatible(string text)
    {
        IReadOnlyList<AlignedPoint> points = UnicodeNormalization.Compose(AlignedText.Of(text), compatible: true).Points;
        var lower = new StringBuilder(points.Count);
        for (int i = 0; i < points.Count; i++)
        {
            int point = points[i].Value;
            if (point == CapitalSigma && EndsWord(points, i))
                lower.Append((char)FinalSigma);
            else if (point == DottedI)
                lower.Append('i').Append((char)DotAbove);
            else
                lower.Append(Rune.ToLowerInvariant(new Rune(point)).ToString());
        }
        return lower.ToString();
    }

    static bool EndsWord(IReadOnlyList<AlignedPoint> points, int at)
    {
        int before = at - 1, after = at + 1;
        while (before >= 0 && IsIgnorable(points[before].Value))
            before--;
        while (after < points.Count && IsIgnorable(points[after].Value))
            after++;
        return before >= 0 && IsCased(points[before].Value) && !(after < points.Count && IsCased(points[after].Value));
    }

    static bool IsCased(int point) => CodePoints.Category(point) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter;

    static bool IsIgnorable(int point) => Array.IndexOf(_ignorable, point) >= 0 || CodePoints.Category(point) is
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol;
}
