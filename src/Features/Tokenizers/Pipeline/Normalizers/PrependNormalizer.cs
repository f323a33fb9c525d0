namespace TransferPredict.Features.Tokenizers.Pipeline.Normalizers;

/// <summary>Prepend: puts some text before a text that is not empty.</summary>
sealed class PrependNormalizer(string prefix) : INormalizer
{
    public AlignedText Apply(AlignedText text)
    {
        if (text.Count == 0)
            return text;
        var prepended = new AlignedText(text.Start);
        prepended.AddReplacement(text, 0, 1, prefix);
        prepended.AddRange(text, 0, text.Count);
        return prepended;
    }
}
