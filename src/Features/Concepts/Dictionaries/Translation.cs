namespace TransferPredict.Features.Concepts.Dictionaries;

/// <summary>One translation of a word.</summary>
/// <param name="Word">The word in the other language.</param>
/// <param name="Probability">How likely it is as the word's translation, in [0, 1].</param>
/// <param name="Count">How often the two were found aligned; at least that often along a pivot. 0 or more.</param>
public readonly record struct Translation(string Word, double Probability, int Count);
