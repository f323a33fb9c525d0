namespace TransferPredict.Features.Tokenizers.SentencePiece;

/// <summary>A piece of a SentencePiece model; its id is its place.</summary>
/// <param name="Bytes">UTF-8.</param>
/// <param name="Text">The same, for people.</param>
/// <param name="Score">Log probability (Unigram), or minus the number of the merge (BPE).</param>
/// <param name="Kind">What it is for.</param>
sealed record Piece(byte[] Bytes, string Text, float Score, PieceKind Kind)
{
    /// <summary>Whether text can be cut into it.</summary>
    internal bool IsText => Kind is PieceKind.Normal or PieceKind.UserDefined or PieceKind.Unused;
}
