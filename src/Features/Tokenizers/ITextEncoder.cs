using TransferPredict.Features.Tokenizers.Segmentation;

namespace TransferPredict.Features.Tokenizers;

/// <summary>Makes ids of text, without special tokens around it.</summary>
interface ITextEncoder
{
    /// <summary>Ids lie below it.</summary>
    int Count { get; }

    /// <summary>Id of the unknown token.</summary>
    int? UnknownId { get; }

    /// <summary>Whether the space between two words belongs to the first of them.</summary>
    bool SpaceFollowsWord { get; }

    /// <summary>The piece of an id; null where there is none.</summary>
    string? Piece(int id);

    /// <summary>The id of a piece; null where there is none.</summary>
    int? Find(string piece);

    /// <summary>Appends a text's tokens to the workspace's.</summary>
    /// <param name="text">Any text; stray surrogates count as U+FFFD.</param>
    /// <param name="places">Whether the tokens must say which characters of the text they stand for.</param>
    /// <param name="space">Working memory.</param>
    void Encode(string text, bool places, Workspace space);
}
