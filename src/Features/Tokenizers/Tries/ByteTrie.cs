namespace TransferPredict.Features.Tokenizers.Tries;

/// <summary>
/// Pieces by their UTF-8 bytes, as a double array: from a node, a byte leads to the cell at the node's base plus the byte, if
/// that cell names the node as its parent. One memory access a byte, no allocation.
/// </summary>
sealed class ByteTrie
{
    internal const int Root = 0;
    internal const int None = -1;

    readonly TrieCell[] _cells;

    internal ByteTrie(TrieCell[] cells) => _cells = cells;

    internal int Cells => _cells.Length;

    /// <summary>The node one byte further, or <see cref="None"/>.</summary>
    internal int Next(int node, byte label)
    {
        int next = _cells[node].Base + label;
        return _cells[next].Parent == node ? next : None;
    }

    /// <summary>The node some bytes further, or <see cref="None"/>.</summary>
    internal int Next(int node, ReadOnlySpan<byte> labels)
    {
        foreach (byte label in labels)
            if ((node = Next(node, label)) == None)
                break;
        return node;
    }

    /// <summary>The id of the piece that ends at a node, or <see cref="None"/>.</summary>
    internal int Value(int node) => _cells[node].Value;

    /// <summary>The id of a whole piece, or <see cref="None"/>.</summary>
    internal int Find(ReadOnlySpan<byte> piece) => Next(Root, piece) is var node && node == None ? None : Value(node);

    /// <summary>Length in bytes of the longest piece that the text begins with; 0 where there is none.</summary>
    internal int LongestPrefix(ReadOnlySpan<byte> text)
    {
        int longest = 0, node = Root;
        for (int i = 0; i < text.Length && (node = Next(node, text[i])) != None; i++)
            if (Value(node) != None)
                longest = i + 1;
        return longest;
    }
}
