namespace TransferPredict.Features.Representations.Vectors;

/// <summary>Which word of a text a vector belongs to.</summary>
/// <param name="Sentence">The sentence's place in the text, from 0.</param>
/// <param name="Word">The word's place in the sentence, from 0.</param>
public readonly record struct WordPlace(int Sentence, int Word);
