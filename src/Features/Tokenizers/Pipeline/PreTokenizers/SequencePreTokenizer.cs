namespace TransferPredict.Features.Tokenizers.Pipeline.PreTokenizers;

/// <summary>Sequence: each cuts the parts of the one before.</summary>
sealed class SequencePreTokenizer(IReadOnlyList<IPreTokenizer> steps) : IPreTokenizer
{
    public IEnumerable<AlignedText> Split(AlignedText text)
    {
        List<AlignedText> parts = [text];
        foreach (IPreTokenizer step in steps)
            parts = [.. parts.SelectMany(step.Split).Where(p => p.Count > 0)];
        return parts;
    }
}
