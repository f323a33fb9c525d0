using System.Globalization;

namespace TransferPredict.Features.Tokenizers.Segmentation;

/// <summary>The pieces <c>&lt;0x00&gt;</c> to <c>&lt;0xFF&gt;</c>, one a byte.</summary>
static class BytePieces
{
    internal const int Count = 256;

    internal static string Name(int value) => $"<0x{value:X2}>";

    /// <summary>The byte a piece stands for; null where it is none of them.</summary>
    internal static byte? Parse(string piece) =>
        piece.Length == 6 && byte.TryParse(piece.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value) && piece == Name(value)
            ? value
            : null;

    /// <summary>Ids of the 256, -1 where one is missing.</summary>
    internal static int[] Ids(Func<string, int?> find) => [.. Enumerable.Range(0, Count).Select(value => find(Name(value)) ?? -1)];
}
