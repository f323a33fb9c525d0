using System.Collections.Immutable;

namespace TransferPredict.Features.Concepts.Dictionaries;

/// <summary>A sentence and its translation, as words.</summary>
/// <param name="Source">Words of the sentence.</param>
/// <param name="Target">Words of its translation.</param>
public sealed record SentencePair(ImmutableArray<string> Source, ImmutableArray<string> Target);
