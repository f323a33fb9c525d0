namespace TransferPredict.Features.Concepts.Dictionaries;

/// <summary>Two words that translate each other.</summary>
/// <param name="Source">Place of the word in the source sentence, from 0.</param>
/// <param name="Target">Place in the target sentence, from 0.</param>
public readonly record struct AlignmentLink(int Source, int Target);
