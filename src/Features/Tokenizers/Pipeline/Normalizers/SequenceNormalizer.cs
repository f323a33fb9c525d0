namespace TransferPredict.Features.Tokenizers.Pipeline.Normalizers;

/// <summary>Sequence: one after the other.</summary>
sealed class SequenceNormalizer(IReadOnlyList<INormalizer> steps) : INormalizer
{
    public AlignedText Apply(AlignedText text) => steps.Aggregate(text, (before, step) => step.Apply(before));
}
