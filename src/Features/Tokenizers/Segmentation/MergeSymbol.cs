namespace TransferPredict.Features.Tokenizers.Segmentation;

/// <summary>A symbol of a text that is being merged; merged ones hang together by index.</summary>
struct MergeSymbol
{
    internal int Start;

    /// <summary>Bytes; 0 once the symbol has been merged into the one before it.</summary>
    internal int Length;

    internal int Previous;
    internal int Next;

    /// <summary>What it is: a node of a trie or an id, as the merger has it.</summary>
    internal int Piece;
}
