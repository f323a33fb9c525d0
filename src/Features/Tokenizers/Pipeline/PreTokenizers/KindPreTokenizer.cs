namespace TransferPredict.Features.Tokenizers.Pipeline.PreTokenizers;

/// <summary>WhitespaceSplit, Punctuation, Digits: cuts at every code point of a kind.</summary>
sealed class KindPreTokenizer(Func<int, bool> isDelimiter, DelimiterBehavior behavior) : IPreTokenizer
{
    public IEnumerable<AlignedText> Split(AlignedText text) => Cutting.At(text, isDelimiter, behavior);
}
