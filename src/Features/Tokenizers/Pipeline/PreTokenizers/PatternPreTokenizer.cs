namespace TransferPredict.Features.Tokenizers.Pipeline.PreTokenizers;

/// <summary>Split: cuts at what matches, or, inverted, at what does not.</summary>
sealed class PatternPreTokenizer(TextPattern pattern, DelimiterBehavior behavior, bool invert) : IPreTokenizer
{
    public IEnumerable<AlignedText> Split(AlignedText text) => Cutting.At(text, pattern.Matches(text), behavior, invert);
}
