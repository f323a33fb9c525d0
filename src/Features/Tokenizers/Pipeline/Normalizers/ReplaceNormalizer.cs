namespace TransferPredict.Features.Tokenizers.Pipeline.Normalizers;

/// <summary>Replace: puts some text in place of each match.</summary>
sealed class ReplaceNormalizer(TextPattern pattern, string content) : INormalizer
{
    public AlignedText Apply(AlignedText text)
    {
        var replaced = new AlignedText(text.Start);
        int at = 0;
        foreach ((int start, int end) in pattern.Matches(text))
        {
            replaced.AddRange(text, at, start);
            replaced.AddReplacement(text, start, end, content);
            at = end;
        }
        replaced.AddRange(text, at, text.Count);
        return replaced;
    }
}
