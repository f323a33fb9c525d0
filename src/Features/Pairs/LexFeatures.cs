using System.Collections.Immutable;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Pairs;

/// <summary>What two texts share, and how each looks to the tokenizer (docs/lex.md).</summary>
static class LexFeatures
{
    const string NoCounts = "either language has no counts";
    const string NoWords = "either language has no word counts";
    const string NoWordsOfIts = "has no word counts";
    const string NoFacts = "has no row in corpora.csv";
    const string Page = "docs/lex.md";

    public static ImmutableArray<PairFeature> All { get; } =
    [
        Tokens("subword_jaccard", "share", CountOverlap.Jaccard),
        Tokens("subword_coverage", "share", CountOverlap.Coverage),
        Tokens("subword_jsd", "bits", CountOverlap.JensenShannon),
        Words("word_jaccard", "share", CountOverlap.Jaccard),
        Words("word_coverage", "share", CountOverlap.Coverage),
        .. Each("type_token_ratio", "share", "(0, 1]", NoWordsOfIts, profile => profile.Corpus?.Words?.TypeTokenRatio),
        .. Each("fertility", "tokens a word", "[0, inf)", NoFacts, profile => profile.Corpus?.Facts?.Fertility),
        .. Each("unknown_rate", "share", "[0, 1]", NoFacts, profile => profile.Corpus?.Facts?.UnknownRate),
        .. Each("log_words", "log10", "[0, inf)", NoFacts, profile => Log(profile.Corpus?.Facts?.Words)),
        .. Each("log_pretraining_sentences", "log10", "[0, inf)", $"{NoFacts}, or the row leaves the number empty", profile => Log(profile.Corpus?.Facts?.PretrainingSentences)),
    ];

    static double? Log(long? count) => count is { } n ? PortableMath.Log10(1.0 + n) : null;

    static PairFeature Tokens(string name, string unit, Func<SparseCounts, SparseCounts, double> value) => new(
        new FeatureDefinition($"lex.{name}", unit, "[0, 1]", NoCounts, Page),
        (source, target) => source.Corpus is { } s && target.Corpus is { } t ? value(s.Tokens, t.Tokens) : double.NaN);

    static PairFeature Words(string name, string unit, Func<SparseCounts, SparseCounts, double> value) => new(
        new FeatureDefinition($"lex.{name}", unit, "[0, 1]", NoWords, Page),
        (source, target) => source.Corpus?.Words is { } s && target.Corpus?.Words is { } t ? value(s, t) : double.NaN);

    static IEnumerable<PairFeature> Each(string name, string unit, string range, string missing, Func<LanguageProfile, double?> of)
    {
        yield return new(new FeatureDefinition($"lex.{name}_source", unit, range, $"the source {missing}", Page), (source, _) => of(source) ?? double.NaN);
        yield return new(new FeatureDefinition($"lex.{name}_target", unit, range, $"the target {missing}", Page), (_, target) => of(target) ?? double.NaN);
    }
}
