namespace TransferPredict.Features.Representations.Vectors;

/// <summary>What is kept of a language's hidden states in every layer of a model.</summary>
/// <param name="Layers">The layers, the embeddings' output first; all of one width.</param>
/// <param name="WordCount">The number of words in the text, all of which means and covariances are of.</param>
/// <param name="SentenceCount">The number of sentences in the text.</param>
/// <param name="Truncated">How many of them were longer than the model reads, and were cut.</param>
/// <param name="Words">Which words the sampled vectors belong to.</param>
/// <param name="Sentences">
/// Which sentences the sentence vectors belong to, ascending: the first ones of the text without those that have no word.
/// </param>
public sealed record LanguageVectors(
    IReadOnlyList<LayerVectors> Layers, long WordCount, int SentenceCount, int Truncated, WordPlace[] Words, int[] Sentences);
