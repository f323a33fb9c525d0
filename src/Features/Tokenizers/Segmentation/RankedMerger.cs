using System.Text;

namespace TransferPredict.Features.Tokenizers.Segmentation;

/// <summary>
/// Byte-pair encoding (Sennrich, Haddow and Birch, ACL 2016) by a list of merges, as Hugging Face tokenizers does it: of the pairs of
/// neighbours in the list the earliest is merged first, of equal ones the leftmost.
/// </summary>
sealed class RankedMerger : ISegmenter
{
    /// <summary>Ids of the pieces.</summary>
    internal required IReadOnlyDictionary<string, int> Vocabulary { get; init; }

    /// <summary>For a pair of ids its place in the list, and the id of what it becomes.</summary>
    internal required IReadOnlyDictionary<(int Left, int Right), (int Rank, int Id)> Merges { get; init; }

    /// <summary>Id of what no piece covers; null to leave it out.</summary>
    internal int? UnknownId { get; init; }

    /// <summary>Whether unknown characters side by side are one token.</summary>
    internal bool FuseUnknown { get; init; }

    /// <summary>Ids of the byte tokens; null without byte fallback.</summary>
    internal int[]? Bytes { get; init; }

    /// <summary>Whether a text that is a piece is not cut.</summary>
    internal bool IgnoreMerges { get; init; }

    /// <summary>What the pieces of all characters but the first begin with.</summary>
    internal string Prefix { get; init; } = "";

    /// <summary>What the piece of the last character ends with.</summary>
    internal string Suffix { get; init; } = "";

    public void Segment(ReadOnlySpan<byte> text, Workspace space, TokenBuffer tokens)
    {
        if (IgnoreMerges && Vocabulary.TryGetValue(Encoding.UTF8.GetString(text), out int whole))
        {
            tokens.Add(whole, 0, text.Length);
            return;
        }

        MergeSymbol[] symbols = Workspace.AtLeast(ref space.Symbols, text.Length);
        int count = Split(text, symbols);
        Merge(symbols.AsSpan(0, count), space.Queue);
        for (int i = count > 0 ? 0 : -1; i >= 0; i = symbols[i].Next)
            tokens.Add(symbols[i].Piece, symbols[i].Start, symbols[i].Start + symbols[i].Length);
    }

    int Split(ReadOnlySpan<byte> text, MergeSymbol[] symbols)
    {
        int count = 0;
        bool afterUnknown = false;
        for (int at = 0, length; at < text.Length; at += length)
        {
            length = Utf8Text.CharacterLength(text[at..]);
            ReadOnlySpan<byte> character = text.Slice(at, length);
            string piece = (at == 0 ? "" : Prefix) + Encoding.UTF8.GetString(character) + (at + length == text.Length ? Suffix : "");
            bool known = Vocabulary.TryGetValue(piece, out int id);
            if (!known && HasBytes(character))
                foreach (byte value in character)
                    Add(symbols, ref count, Bytes![value], at, length);
            else if (!known && UnknownId is { } unknown && !(FuseUnknown && afterUnknown))
                Add(symbols, ref count, unknown, at, length);
            else if (!known && UnknownId is not null)
                symbols[count - 1].Length += length;
            else if (known)
                Add(symbols, ref count, id, at, length);
            afterUnknown = !known && UnknownId is not null && !HasBytes(character);
        }
        if (count > 0)
            symbols[count - 1].Next = -1;
        return count;
    }

    bool HasBytes(ReadOnlySpan<byte> character)
    {
        if (Bytes is null)
            return false;
        foreach (byte value in character)
            if (Bytes[value] < 0)
                return false;
        return true;
    }

    static void Add(MergeSymbol[] symbols, ref int count, int id, int start, int length)
    {
        symbols[count] = new MergeSymbol { Start = start, Length = length, Previous = count - 1, Next = count + 1, Piece = id };
        count++;
    }

    void Merge(Span<MergeSymbol> symbols, MergeQueue queue)
    {
        queue.Clear();
        for (int i = 1; i < symbols.Length; i++)
            Offer(symbols, i - 1, i, queue);
        while (queue.TryTake(out int left, out _, out int id))
        {
            ref MergeSymbol symbol = ref symbols[left];
            if (symbol.Length == 0 || symbol.Next < 0 || !Merges.TryGetValue((symbol.Piece, symbols[symbol.Next].Piece), out (int, int Id) merge) || merge.Id != id)
                continue; // One of the two has been merged with something else since.

            ref MergeSymbol next = ref symbols[symbol.Next];
            (symbol.Length, symbol.Next, symbol.Piece) = (next.Start + next.Length - symbol.Start, next.Next, id);
            next.Length = 0;
            if (symbol.Next >= 0)
                symbols[symbol.Next].Previous = left;
            Offer(symbols, symbol.Previous, left, queue);
            Offer(symbols, left, symbol.Next, queue);
        }
    }

    void Offer(Span<MergeSymbol> symbols, int left, int right, MergeQueue queue)
    {
        if (left >= 0 && right >= 0 && Merges.TryGetValue((symbols[left].Piece, symbols[right].Piece), out (int Rank, int Id) merge))
            queue.Add(merge.Rank, left, 0, merge.Id);
    }
}
