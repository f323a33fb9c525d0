using System.Collections.Immutable;
using TransferPredict.Features.Representations;

namespace TransferPredict.Features.Texts;

/// <summary>A sentence as the model reads it, and the words it is of.</summary>
/// <param name="Sentence">The model's tokens, each with its word's place in <paramref name="Words"/>.</param>
/// <param name="Words">The words, lower-cased; one may have no token.</param>
public sealed record EncodedText(EncodedSentence Sentence, ImmutableArray<string> Words);
