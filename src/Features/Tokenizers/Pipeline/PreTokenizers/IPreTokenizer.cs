namespace TransferPredict.Features.Tokenizers.Pipeline.PreTokenizers;

/// <summary>One step that cuts text into parts, which are then cut into pieces each by itself.</summary>
interface IPreTokenizer
{
    /// <summary>The parts of a part; empty ones do not count.</summary>
    IEnumerable<AlignedText> Split(AlignedText text);
}
