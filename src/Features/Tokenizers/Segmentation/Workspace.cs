namespace TransferPredict.Features.Tokenizers.Segmentation;

/// <summary>Memory that grows to the longest text met and is used again; one text at a time.</summary>
sealed class Workspace
{
    /// <summary>Best path to each byte of a text.</summary>
    internal PathEnd[] Paths = [];

    /// <summary>Symbols of a text that is being merged.</summary>
    internal MergeSymbol[] Symbols = [];

    /// <summary>Merges to try, the best on top.</summary>
    internal MergeQueue Queue { get; } = new();

    /// <summary>The text as it was given, in UTF-8.</summary>
    internal byte[] Original = [];

    /// <summary>The normalised text, and for each of its bytes the byte of the original it comes from.</summary>
    internal NormalizedBytes Normalized { get; } = new();

    /// <summary>For each byte of a text the code point it belongs to.</summary>
    internal int[] Points = [];

    internal TokenBuffer Tokens { get; } = new();

    internal static T[] AtLeast<T>(ref T[] array, int length) =>
        array.Length >= length ? array : array = new T[Math.Max(length, 2 * array.Length)];
}
