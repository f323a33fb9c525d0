using TransferPredict.Features.Tokenizers.Segmentation;
using TransferPredict.Features.Tokenizers.Tries;

namespace TransferPredict.Features.Tokenizers.SentencePiece;

/// <summary>
/// Byte-pair encoding as SentencePiece does it: any two neighbours whose text is a piece may be merged; the piece with the best
/// score goes first, of equal scores the leftmost. User-defined pieces are cut out before and never merged; unused pieces are
/// merged and then taken apart again.
/// </summary>
sealed class SentencePieceMerger : ISegmenter
{
    const int Frozen = -2; // User-defined: no merge begins or ends with it.

    readonly ByteTrie _trie;
    readonly ByteTrie? _userDefined;
    readonly UnknownPieces _unknown;
    readonly int[] _ranks;
    readonly bool[] _unused;
    readonly bool _hasUnused, _wordsApart;

    internal SentencePieceMerger(SentencePieceModel model, ByteTrie trie, ByteTrie? userDefined, UnknownPieces unknown)
    {
        (_trie, _userDefined, _unknown) = (trie, userDefined, unknown);
        float[] scores = [.. model.Pieces.Where(p => p.IsText).Select(p => p.Score).Distinct().OrderDescending()];
        Dictionary<float, int> ranks = scores.Select((score, rank) => (score, rank)).ToDictionary(r => r.score, r => r.rank);
        _ranks = [.. model.Pieces.Select(p => p.IsText ? ranks[p.Score] : 0)];
        _unused = [.. model.Pieces.Select(p => p.Kind == PieceKind.Unused)];
        _hasUnused = Array.IndexOf(_unused, true) >= 0;
        _wordsApart = !_hasUnused && model.Pieces.All(p => !p.IsText || !CrossesWords(p.Bytes));
    }

    public void Segment(ReadOnlySpan<byte> text, Workspace space, TokenBuffer tokens)
    {
        int first = tokens.Count;
        for (int start = 0, end; start < text.Length; start = end)
        {
            // Where no piece reaches over the beginning of a word, words are merged alike alone, and short queues are quick.
            end = _wordsApart ? start + WordLength(text[start..]) : text.Length;
            Merge(text, start, end, space, tokens);
        }
        _unknown.Settle(text, tokens, first);
    }

    static bool CrossesWords(ReadOnlySpan<byte> piece) => WordLength(piece) < piece.Length;

    /// <summary>Bytes up to the next space symbol that follows another character.</summary>
    static int WordLength(ReadOnlySpan<byte> text)
    {
        int at = 0;
        while (text[at..].StartsWith(Utf8Text.Space))
            at += Utf8Text.Space.Length;
        return text[at..].IndexOf(Utf8Text.Space) is var next and >= 0 ? at + next : text.Length;
    }

    void Merge(ReadOnlySpan<byte> text, int start, int end, Workspace space, TokenBuffer tokens)
    {
        MergeSymbol[] symbols = Workspace.AtLeast(ref space.Symbols, end - start);
        MergeQueue queue = space.Queue;
        Dictionary<int, (int Start, int Middle, int End)>? halves = _hasUnused ? [] : null;
        int count = Split(text, start, end, symbols);
        queue.Clear();
        for (int i = 1; i < count; i++)
            Offer(text, symbols, i - 1, i, queue, halves);

        while (queue.TryTake(out int left, out int size, out int node))
        {
            ref MergeSymbol symbol = ref symbols[left];
            if (symbol.Length == 0 || symbol.Next < 0 || symbol.Length + symbols[symbol.Next].Length != size)
                continue; // One of the two has been merged with something else since.

            ref MergeSymbol right = ref symbols[symbol.Next];
            right.Length = 0;
            (symbol.Length, symbol.Next, symbol.Piece) = (size, right.Next, node);
            if (symbol.Next >= 0)
                symbols[symbol.Next].Previous = left;
            Offer(text, symbols, symbol.Previous, left, queue, halves);
            Offer(text, symbols, left, symbol.Next, queue, halves);
        }

        for (int i = 0; i >= 0; i = symbols[i].Next)
            Emit(text, symbols[i].Start, symbols[i].Start + symbols[i].Length, halves, tokens);
    }

    /// <summary>One symbol a character or user-defined piece; those that no merge can begin with have no node.</summary>
    int Split(ReadOnlySpan<byte> text, int start, int end, MergeSymbol[] symbols)
    {
        int count = 0;
        for (int at = start, length; at < end; at += length, count++)
        {
            length = _userDefined?.LongestPrefix(text[at..end]) ?? 0;
            bool frozen = length > 0;
            if (!frozen)
                length = Utf8Text.CharacterLength(text[at..end]);
            symbols[count] = new MergeSymbol
            {
                Start = at,
                Length = length,
                Previous = count - 1,
                Next = at + length < end ? count + 1 : -1,
                Piece = frozen ? Frozen : _trie.Next(ByteTrie.Root, text.Slice(at, length)),
            };
        }
        return count;
    }

    void Offer(
        ReadOnlySpan<byte> text, MergeSymbol[] symbols, int left, int right, MergeQueue queue, Dictionary<int, (int Start, int Middle, int End)>? halves)
    {
        if (left < 0 || right < 0 || symbols[left].Piece < 0 || symbols[right].Piece == Frozen)
            return;

        ref MergeSymbol a = ref symbols[left], b = ref symbols[right];
        int node = _trie.Next(a.Piece, text.Slice(b.Start, b.Length));
        if (node == ByteTrie.None || _trie.Value(node) is var id && id == ByteTrie.None)
            return;
        queue.Add(_ranks[id], left, a.Length + b.Length, node);
        if (halves is not null && _unused[id])
            halves[id] = (a.Start, b.Start, b.Start + b.Length);
    }

    void Emit(ReadOnlySpan<byte> text, int start, int end, Dictionary<int, (int Start, int Middle, int End)>? halves, TokenBuffer tokens)
    {
        int id = _trie.Find(text[start..end]);
        if (id == ByteTrie.None)
            id = _unknown.Id;
        if (halves is not null && _unused[id] && halves.TryGetValue(id, out (int Start, int Middle, int End) parts))
        {
            // The halves may have been met elsewhere in the text; the same bytes stand here.
            Emit(text, start, start + parts.Middle - parts.Start, halves, tokens);
            Emit(text, start + parts.Middle - parts.Start, end, halves, tokens);
        }
        else
            tokens.Add(id, start, end);
    }
}
