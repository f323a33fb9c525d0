using System.Text;
using System.Text.RegularExpressions;

namespace TransferPredict.Features.Tokenizers.Pipeline.PreTokenizers;

/// <summary>
/// ByteLevel: cuts as GPT-2 does, then shows each byte as a character: printable ASCII and Latin-1 as themselves, the others from U+0100 up.
/// </summary>
/// <param name="addPrefixSpace">Whether a text that does not begin with a space gets one.</param>
/// <param name="useRegex">Whether text is cut.</param>
sealed class ByteLevelPreTokenizer(bool addPrefixSpace, bool useRegex) : IPreTokenizer
{
    static readonly Regex _parts = TextPattern.Compile(@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+");

    static readonly int[] _shown = Shown();

    public IEnumerable<AlignedText> Split(AlignedText text)
    {
        if (addPrefixSpace && text.Count > 0 && text[0].Value != ' ')
        {
            var spaced = new AlignedText(text.Start);
            spaced.Add(text[0] with { Value = ' ' });
            spaced.AddRange(text, 0, text.Count);
            text = spaced;
        }
        List<AlignedText> parts = useRegex ? Cutting.At(text, TextPattern.Matches(_parts, text), DelimiterBehavior.Isolated, invert: false) : [text];
        return parts.Select(Show);
    }

    static AlignedText Show(AlignedText text)
    {
        var shown = new AlignedText(text.Start);
        Span<byte> bytes = stackalloc byte[4];
        foreach (AlignedPoint point in text.Points)
            foreach (byte value in bytes[..new Rune(point.Value).EncodeToUtf8(bytes)])
                shown.Add(point with { Value = _shown[value] });
        return shown;
    }

    static int[] Shown()
    {
        int next = 0x100;
        return [.. Enumerable.Range(0, 256).Select(b => b is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or >= 0xAE ? b : next++)];
    }
}
