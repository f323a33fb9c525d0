using System.Globalization;
using System.Text;
using TransferPredict.Features.Tokenizers.Tries;

namespace TransferPredict.Features.Tokenizers.Pipeline.Normalizers;

/// <summary>
/// Precompiled: SentencePiece's map as Hugging Face tokenizers applies it. A user-perceived character of up to five bytes is replaced
/// whole by the shortest entry it begins with; otherwise each of its code points is, by itself.
/// </summary>
sealed class PrecompiledNormalizer(CharacterMap map) : INormalizer
{
    const int LongestWhole = 5;

    public AlignedText Apply(AlignedText text)
    {
        var normalized = new AlignedText(text.Start);
        string original = text.ToString();
        Span<byte> bytes = stackalloc byte[LongestWhole];
        int at = 0;
        for (int i = 0, length; i < original.Length; i += length)
        {
            length = StringInfo.GetNextTextElementLength(original, i);
            ReadOnlySpan<char> element = original.AsSpan(i, length);
            int points = 0;
            foreach (Rune _ in element.EnumerateRunes())
                points++;
            if (!(Encoding.UTF8.TryGetBytes(element, bytes, out int count) && TryReplace(bytes[..count], text, at, at + points, normalized)))
                for (int j = at; j < at + points; j++)
                    if (!TryReplace(bytes[..new Rune(text[j].Value).EncodeToUtf8(bytes)], text, j, j + 1, normalized))
                        normalized.Add(text[j]);
            at += points;
        }
        return normalized;
    }

    bool TryReplace(ReadOnlySpan<byte> bytes, AlignedText text, int start, int end, AlignedText normalized)
    {
        // The original stops at a zero character.
        int zero = bytes.IndexOf((byte)0);
        if (map.Match(zero < 0 ? bytes : bytes[..zero], longest: false, out ReadOnlySpan<byte> replacement) == 0)
            return false;
        normalized.AddReplacement(text, start, end, Encoding.UTF8.GetString(replacement));
        return true;
    }
}
