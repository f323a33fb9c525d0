namespace TransferPredict.Features.Tokenizers.Segmentation;

/// <summary>Cuts normalised text into pieces.</summary>
interface ISegmenter
{
    /// <summary>Appends the tokens of a text.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="space">Working memory, reused from text to text.</param>
    /// <param name="tokens">Receives ids and the bytes they stand for, from left to right.</param>
    void Segment(ReadOnlySpan<byte> text, Workspace space, TokenBuffer tokens);
}
