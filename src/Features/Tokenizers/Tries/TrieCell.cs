namespace TransferPredict.Features.Tokenizers.Tries;

/// <summary>One cell of the double array.</summary>
struct TrieCell
{
    /// <summary>Where the cells of its children begin.</summary>
    internal int Base;

    /// <summary>The cell it is a child of; <see cref="ByteTrie.None"/> in a free cell and in the root.</summary>
    internal int Parent;

    /// <summary>Id of the piece that ends here, or <see cref="ByteTrie.None"/>.</summary>
    internal int Value;
}
