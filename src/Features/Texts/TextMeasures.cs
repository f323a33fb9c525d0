using System.Collections.Immutable;
using TransferPredict.Features.Languages;

namespace TransferPredict.Features.Texts;

/// <summary>Everything that a model tells of a language's text, compared with the sources that the model's sketches hold.</summary>
/// <param name="Corpus">The text as counts.</param>
/// <param name="Spectrum">What its embedding rows look like.</param>
/// <param name="Pairs">Source to the values of <see cref="PairMeasures.Names"/>, NaN where there is none; empty for a model without sketches.</param>
public sealed record TextMeasures(LanguageCorpus Corpus, LanguageSpectrum Spectrum, ImmutableSortedDictionary<string, ImmutableArray<float>> Pairs);
