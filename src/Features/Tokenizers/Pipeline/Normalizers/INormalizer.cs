namespace TransferPredict.Features.Tokenizers.Pipeline.Normalizers;

/// <summary>One step that changes text before it is cut.</summary>
interface INormalizer
{
    AlignedText Apply(AlignedText text);
}
