using TransferPredict.Features.Tokenizers.Unicode;

namespace TransferPredict.Features.Tokenizers.Pipeline.PreTokenizers;

/// <summary>Whitespace: runs of word characters, and runs of what is neither that nor white space (<c>\w+|[^\w\s]+</c>).</summary>
sealed class WhitespacePreTokenizer : IPreTokenizer
{
    public IEnumerable<AlignedText> Split(AlignedText text)
    {
        for (int at = 0, end; at < text.Count; at = end)
        {
            int kind = Kind(text[at].Value);
            for (end = at + 1; end < text.Count && Kind(text[end].Value) == kind;)
                end++;
            if (kind > 0)
                yield return text.Slice(at, end);
        }
    }

    static int Kind(int point) => CodePoints.IsWord(point) ? 1 : CodePoints.IsWhiteSpace(point) ? 0 : 2;
}
