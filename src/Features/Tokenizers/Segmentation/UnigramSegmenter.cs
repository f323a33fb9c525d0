using TransferPredict.Features.Tokenizers.Tries;

namespace TransferPredict.Features.Tokenizers.Segmentation;

/// <summary>
/// Unigram language model (Kudo, "Subword Regularization", ACL 2018): the segmentation with the highest sum of piece scores, found
/// left to right with one best path a byte; of equal sums the one found first stays.
/// </summary>
/// <param name="trie">The pieces.</param>
/// <param name="scores">Score of each id.</param>
/// <param name="unknown">What becomes of characters without a piece of their own.</param>
/// <param name="unknownScore">Score of such a character.</param>
/// <param name="singlePrecision">
/// Whether sums are kept in 32 bits, as SentencePiece keeps them (it adds and compares a piece in 64), or in 64, as Hugging Face
/// tokenizers does: ties fall differently.
/// </param>
sealed class UnigramSegmenter(ByteTrie trie, double[] scores, UnknownPieces unknown, double unknownScore, bool singlePrecision) : ISegmenter
{
    /// <summary>What an unknown character scores below the worst piece.</summary>
    internal const float UnknownPenalty = 10;

    public void Segment(ReadOnlySpan<byte> text, Workspace space, TokenBuffer tokens)
    {
        Span<PathEnd> paths = Workspace.AtLeast(ref space.Paths, text.Length + 1).AsSpan(0, text.Length + 1);
        paths.Fill(new PathEnd { Start = -1 });
        for (int start = 0, next; start < text.Length; start = next)
        {
            next = start + Utf8Text.CharacterLength(text[start..]);
            double before = paths[start].Score;
            bool single = false;
            int node = ByteTrie.Root;
            for (int end = start; end < text.Length;)
            {
                node = trie.Next(node, text[end++]);
                if (node == ByteTrie.None)
                    break;
                int id = trie.Value(node);
                if (id == ByteTrie.None)
                    continue;
                Offer(ref paths[end], start, id, before + scores[id]);
                single |= end == next;
            }
            if (!single)
                Offer(ref paths[next], start, unknown.Id, singlePrecision ? (float)(before + unknownScore) : before + unknownScore);
        }

        int first = tokens.Count;
        for (int end = text.Length; end > 0; end = paths[end].Start)
            tokens.Add(paths[end].Id, paths[end].Start, end);
        tokens.Tokens[first..].Reverse();
        unknown.Settle(text, tokens, first);
    }

    void Offer(ref PathEnd path, int start, int id, double score)
    {
        if (path.Start < 0 || score > path.Score)
            path = new PathEnd { Score = singlePrecision ? (float)score : score, Start = start, Id = id };
    }
}
