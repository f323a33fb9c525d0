using TransferPredict.Features.Tokenizers.Segmentation;
using TransferPredict.Features.Tokenizers.Tries;

namespace TransferPredict.Features.Tokenizers.SentencePiece;

/// <summary>
/// SentencePiece's normalisation: at each place the longest entry of the map is replaced (user-defined pieces stay as they are),
/// runs of spaces become one and those at the ends go, spaces become U+2581, and one is put before or after the text.
/// </summary>
/// <param name="model">What to do.</param>
/// <param name="userDefined">The user-defined pieces; null where there are none.</param>
sealed class SentencePieceNormalizer(SentencePieceModel model, ByteTrie? userDefined)
{
    static ReadOnlySpan<byte> Blank => " "u8;

    static ReadOnlySpan<byte> Replacement => "\uFFFD"u8;

    /// <summary>Normalises a text.</summary>
    /// <param name="text">UTF-8 as it came.</param>
    /// <param name="normalized">Receives the result.</param>
    internal void Normalize(ReadOnlySpan<byte> text, NormalizedBytes normalized)
    {
        normalized.Clear();
        int at = 0;
        if (model.RemoveExtraWhitespaces)
            while (at < text.Length && Next(text[at..], out ReadOnlySpan<byte> piece) is var length && piece.SequenceEqual(Blank))
                at += length;
        if (at == text.Length)
        {
            normalized.SetEnd(at);
            return;
        }

        ReadOnlySpan<byte> space = model.EscapeWhitespaces ? Utf8Text.Space : Blank;
        if (model.AddDummyPrefix && !model.TreatWhitespaceAsSuffix)
            normalized.Append(space, at);

        bool afterSpace = model.RemoveExtraWhitespaces;
        while (at < text.Length)
        {
            int length = Next(text[at..], out ReadOnlySpan<byte> piece);
            if (afterSpace)
                piece = piece.TrimStart((byte)' ');
            if (piece.Length > 0)
            {
                Append(piece, at, space, normalized);
                afterSpace = model.RemoveExtraWhitespaces && piece[^1] == ' ';
            }
            at += length;
        }

        int end = text.Length;
        if (model.RemoveExtraWhitespaces)
            while (normalized.Bytes.EndsWith(space))
                end = normalized.RemoveLast(space.Length);
        if (model.AddDummyPrefix && model.TreatWhitespaceAsSuffix)
            normalized.Append(space, end);
        normalized.SetEnd(end);
    }

    void Append(ReadOnlySpan<byte> piece, int origin, ReadOnlySpan<byte> space, NormalizedBytes normalized)
    {
        while (model.EscapeWhitespaces && piece.IndexOf((byte)' ') is var blank and >= 0)
        {
            normalized.Append(piece[..blank], origin);
            normalized.Append(space, origin);
            piece = piece[(blank + 1)..];
        }
        normalized.Append(piece, origin);
    }

    /// <summary>What the text's beginning becomes, and how many bytes of it.</summary>
    int Next(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> piece)
    {
        int length = userDefined?.LongestPrefix(text) ?? 0;
        if (length == 0 && model.Map is not null && (length = model.Map.Match(text, longest: true, out piece)) > 0)
            return length;
        if (length == 0)
            length = Utf8Text.CharacterLength(text);
        piece = text[..length];
        return length;
    }
}
