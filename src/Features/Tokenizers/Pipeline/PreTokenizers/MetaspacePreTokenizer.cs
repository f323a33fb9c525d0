namespace TransferPredict.Features.Tokenizers.Pipeline.PreTokenizers;

/// <summary>Metaspace: spaces become a visible character, one is put before the text, and each begins a part.</summary>
/// <param name="replacement">The character, U+2581 as a rule.</param>
/// <param name="prepend">Whether one is put before each part (true), only where the whole text begins (null), or nowhere (false).</param>
/// <param name="split">Whether text is cut.</param>
sealed class MetaspacePreTokenizer(int replacement, bool? prepend, bool split) : IPreTokenizer
{
    public IEnumerable<AlignedText> Split(AlignedText text)
    {
        var spaced = new AlignedText(text.Start);
        bool begins = text.Count > 0 && text[0].Value is var first && (first == replacement || first == ' ');
        if (text.Count > 0 && !begins && (prepend ?? text.Start == 0))
            spaced.Add(text[0] with { Value = replacement });
        foreach (AlignedPoint point in text.Points)
            spaced.Add(point.Value == ' ' ? point with { Value = replacement } : point);
        return split ? Cutting.At(spaced, p => p == replacement, DelimiterBehavior.MergedWithNext) : [spaced];
    }
}
