using TransferPredict.Features.Tokenizers.Unicode;

namespace TransferPredict.Features.Tokenizers.Pipeline.Normalizers;

/// <summary>StripAccents: takes the marks away; a decomposition must have come before.</summary>
sealed class StripAccentsNormalizer : INormalizer
{
    public AlignedText Apply(AlignedText text) => text.Where(p => !CodePoints.IsMark(p));
}
