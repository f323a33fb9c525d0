using TransferPredict.Features.Tokenizers.Tries;

namespace TransferPredict.Features.Tokenizers.Segmentation;

/// <summary>
/// WordPiece (Wu et al. 2016) as BERT cuts a word: the longest piece it begins with, then the longest continuing piece, and so on; one
/// unknown token for a word that cannot be cut to its end, or is too long.
/// </summary>
/// <param name="trie">The pieces, continuing ones with their prefix.</param>
/// <param name="prefix">What continuing pieces begin with, <c>##</c> as a rule.</param>
/// <param name="unknownId">Id of the unknown token.</param>
/// <param name="longestWord">Characters of the longest word that is cut.</param>
sealed class WordPieceSegmenter(ByteTrie trie, byte[] prefix, int unknownId, int longestWord) : ISegmenter
{
    readonly int _continuing = trie.Next(ByteTrie.Root, prefix);

    public void Segment(ReadOnlySpan<byte> text, Workspace space, TokenBuffer tokens)
    {
        int first = tokens.Count;
        bool cut = Characters(text) <= longestWord;
        for (int start = 0, end; cut && start < text.Length; start = end)
        {
            int id = ByteTrie.None, node = start == 0 ? ByteTrie.Root : _continuing;
            end = start;
            for (int at = start; at < text.Length && node != ByteTrie.None && (node = trie.Next(node, text[at])) != ByteTrie.None; at++)
                if (trie.Value(node) is var piece && piece != ByteTrie.None)
                    (id, end) = (piece, at + 1);
            cut = id != ByteTrie.None;
            if (cut)
                tokens.Add(id, start, end);
        }
        if (!cut)
        {
            tokens.Truncate(first);
            tokens.Add(unknownId, 0, text.Length);
        }
    }

    static int Characters(ReadOnlySpan<byte> text)
    {
        int count = 0;
        foreach (byte value in text)
            count += (value & 0xC0) == 0x80 ? 0 : 1;
        return count;
    }
}
