namespace TransferPredict.Features.Concepts;

/// <summary>One occurrence of a word in a text, and the concept it was clustered into.</summary>
/// <param name="Word">The word as the text has it.</param>
/// <param name="Count">How often the word occurs in the text.</param>
/// <param name="Sentence">Number of the sentence.</param>
/// <param name="Position">Number of the word in the sentence.</param>
/// <param name="Cluster">Number of the concept.</param>
public readonly record struct ClusteredWord(string Word, int Count, int Sentence, int Position, int Cluster);
