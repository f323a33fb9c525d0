using System.Text;

namespace TransferPredict.Features.Tokenizers.Pipeline.Normalizers;

/// <summary>Lowercase: each code point by Unicode's mapping, whatever stands beside it.</summary>
sealed class LowercaseNormalizer : INormalizer
{
    const int DottedI = 0x130;
    const int DotAbove = 0x307;

    public AlignedText Apply(AlignedText text)
    {
        var lower = new AlignedText(text.Start);
        foreach (AlignedPoint point in text.Points)
        {
            lower.Add(point with { Value = point.Value == DottedI ? 'i' : Rune.ToLowerInvariant(new Rune(point.Value)).Value });
            if (point.Value == DottedI)
                lower.Add(point with { Value = DotAbove });
        }
        return lower;
    }
}
