namespace TransferPredict.Features.Languages;

/// <summary>The text of a language as counts: its tokens, its words, and where the text comes from.</summary>
/// <param name="Tokens">Token ids of the model's tokenizer.</param>
/// <param name="Words">Hashed words; null where they were not counted.</param>
/// <param name="Facts">What is known of the text; null where the folder has no corpora.csv or no row in it.</param>
public sealed record LanguageCorpus(SparseCounts Tokens, SparseCounts? Words, CorpusFacts? Facts);
