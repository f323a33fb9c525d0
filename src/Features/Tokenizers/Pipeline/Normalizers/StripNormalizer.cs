using TransferPredict.Features.Tokenizers.Unicode;

namespace TransferPredict.Features.Tokenizers.Pipeline.Normalizers;

/// <summary>Strip: takes white space from the ends.</summary>
sealed class StripNormalizer(bool left, bool right) : INormalizer
{
    public AlignedText Apply(AlignedText text)
    {
        int start = 0, end = text.Count;
        while (left && start < end && CodePoints.IsWhiteSpace(text[start].Value))
            start++;
        while (right && end > start && CodePoints.IsWhiteSpace(text[end - 1].Value))
            end--;
        var stripped = new AlignedText(text.Start);
        stripped.AddRange(text, start, end);
        return stripped;
    }
}
