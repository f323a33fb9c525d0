using System.Collections.Immutable;
using TransferPredict.Features.Languages;

namespace TransferPredict.Features.Texts;

/// <summary>A text as counts, and the sentences that were counted.</summary>
/// <param name="Corpus">Its tokens and words, with how many there are.</param>
/// <param name="Sentences">The sentences, none of them blank.</param>
public sealed record CountedText(LanguageCorpus Corpus, ImmutableArray<string> Sentences);
