using TransferPredict.Features.Tokenizers.Unicode;

namespace TransferPredict.Features.Tokenizers.Pipeline.Normalizers;

/// <summary>NFC, NFD, NFKC, NFKD.</summary>
sealed class FormNormalizer(bool compose, bool compatible) : INormalizer
{
    public AlignedText Apply(AlignedText text) =>
        compose ? UnicodeNormalization.Compose(text, compatible) : UnicodeNormalization.Decompose(text, compatible);
}
