namespace TransferPredict.Features.Tokenizers.Pipeline.PreTokenizers;

/// <summary>Cuts text at delimiters.</summary>
static class Cutting
{
    /// <summary>Cuts at every code point of a kind.</summary>
    internal static List<AlignedText> At(AlignedText text, Func<int, bool> isDelimiter, DelimiterBehavior behavior)
    {
        var delimiters = new List<(int, int)>();
        for (int i = 0; i < text.Count; i++)
            if (isDelimiter(text[i].Value))
                delimiters.Add((i, i + 1));
        return At(text, delimiters, behavior, invert: false);
    }

    /// <summary>Cuts at delimiters, or, inverted, at everything else.</summary>
    internal static List<AlignedText> At(AlignedText text, List<(int Start, int End)> delimiters, DelimiterBehavior behavior, bool invert)
    {
        List<(int Start, int End, bool IsDelimiter)> spans = Spans(text.Count, delimiters, invert);
        if (behavior == DelimiterBehavior.Removed)
            spans.RemoveAll(s => s.IsDelimiter);
        else if (behavior != DelimiterBehavior.Isolated)
            spans = Joined(spans, behavior);
        return [.. spans.Where(s => s.End > s.Start).Select(s => text.Slice(s.Start, s.End))];
    }

    static List<(int Start, int End, bool IsDelimiter)> Spans(int length, List<(int Start, int End)> delimiters, bool invert)
    {
        var spans = new List<(int, int, bool)>();
        int at = 0;
        foreach ((int start, int end) in delimiters)
        {
            if (start > at)
                spans.Add((at, start, invert));
            spans.Add((start, end, !invert));
            at = end;
        }
        if (at < length)
            spans.Add((at, length, invert));
        return spans;
    }

    static List<(int Start, int End, bool IsDelimiter)> Joined(List<(int Start, int End, bool IsDelimiter)> spans, DelimiterBehavior behavior)
    {
        var joined = new List<(int Start, int End, bool IsDelimiter)>();
        foreach ((int start, int end, bool isDelimiter) in spans)
        {
            // A delimiter that another one has joined to a part does not join a second one to it.
            bool joins = joined.Count > 0 && behavior switch
            {
                DelimiterBehavior.MergedWithPrevious => isDelimiter && !joined[^1].IsDelimiter,
                DelimiterBehavior.MergedWithNext => !isDelimiter && joined[^1].IsDelimiter,
                _ => isDelimiter == joined[^1].IsDelimiter,
            };
            if (joins)
                joined[^1] = (joined[^1].Start, end, isDelimiter);
            else
                joined.Add((start, end, isDelimiter));
        }
        return joined;
    }
}
