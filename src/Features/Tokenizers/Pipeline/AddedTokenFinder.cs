using TransferPredict.Features.Tokenizers.Unicode;

namespace TransferPredict.Features.Tokenizers.Pipeline;

/// <summary>Finds added tokens in a text: from left to right, the longest of those that begin at one place.</summary>
sealed class AddedTokenFinder
{
    readonly Dictionary<int, (AddedToken Token, IReadOnlyList<AlignedPoint> Points)[]> _byFirst;

    /// <param name="tokens">The tokens, each with the text it is found by; those without one are never found.</param>
    internal AddedTokenFinder(IEnumerable<(AddedToken Token, AlignedText Text)> tokens) =>
        _byFirst = tokens.Where(t => t.Text.Count > 0).GroupBy(t => t.Text[0].Value)
            .ToDictionary(g => g.Key, g => g.OrderByDescending(t => t.Text.Count).Select(t => (t.Token, t.Text.Points)).ToArray());

    /// <summary>A text's parts from left to right; those that are a token have its id.</summary>
    internal IEnumerable<(AlignedText Part, int? Id)> Split(AlignedText text)
    {
        int done = 0;
        for (int at = 0; at < text.Count && _byFirst.Count > 0;)
        {
            if (Match(text, at) is not var (token, length))
            {
                at++;
                continue;
            }

            (int start, int end) = (at, at + length);
            at = end;
            if (token.SingleWord && (IsWord(text, start - 1) || IsWord(text, end)))
                continue;
            while (token.StripLeft && start > done && CodePoints.IsWhiteSpace(text[start - 1].Value))
                start--;
            while (token.StripRight && end < text.Count && CodePoints.IsWhiteSpace(text[end].Value))
                end++;
            if (start > done)
                yield return (text.Slice(done, start), null);
            yield return (text.Slice(start, end), token.Id);
            done = end;
        }
        if (done < text.Count)
            yield return (text.Slice(done, text.Count), null);
    }

    (AddedToken Token, int Length)? Match(AlignedText text, int at)
    {
        foreach ((AddedToken token, IReadOnlyList<AlignedPoint> points) in _byFirst.GetValueOrDefault(text[at].Value, []))
        {
            int i = 0;
            while (i < points.Count && at + i < text.Count && text[at + i].Value == points[i].Value)
                i++;
            if (i == points.Count)
                return (token, i);
        }
        return null;
    }

    static bool IsWord(AlignedText text, int at) => at >= 0 && at < text.Count && CodePoints.IsWord(text[at].Value);
}
