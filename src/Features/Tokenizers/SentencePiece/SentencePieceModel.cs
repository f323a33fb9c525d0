using TransferPredict.Features.Tokenizers.Tries;

namespace TransferPredict.Features.Tokenizers.SentencePiece;

/// <summary>What a SentencePiece model file says; the defaults are those of its format.</summary>
/// <param name="File">The file.</param>
/// <param name="Pieces">The pieces in the order of their ids.</param>
/// <param name="UnknownId">Id of the piece for unknown characters.</param>
sealed record SentencePieceModel(string File, Piece[] Pieces, int UnknownId)
{
    /// <summary>Whether pieces are merged by byte-pair encoding; a Unigram model otherwise.</summary>
    internal bool IsBpe { get; init; }

    internal bool ByteFallback { get; init; }

    internal bool TreatWhitespaceAsSuffix { get; init; }

    internal bool AddDummyPrefix { get; init; } = true;

    internal bool RemoveExtraWhitespaces { get; init; } = true;

    internal bool EscapeWhitespaces { get; init; } = true;

    /// <summary>The normalisation map; null for none.</summary>
    internal CharacterMap? Map { get; init; }
}
