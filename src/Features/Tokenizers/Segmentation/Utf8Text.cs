namespace TransferPredict.Features.Tokenizers.Segmentation;

/// <summary>Bytes of UTF-8 text.</summary>
static class Utf8Text
{
    /// <summary>U+2581, which stands for a space.</summary>
    internal static ReadOnlySpan<byte> Space => "▁"u8;

    static ReadOnlySpan<byte> Lengths => [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 4];

    /// <summary>Bytes of the character that the text begins with; a stray byte counts as one.</summary>
    internal static int CharacterLength(ReadOnlySpan<byte> text) => Math.Min(Lengths[text[0] >> 4], text.Length);
}
