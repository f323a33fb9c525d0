using System.Collections.Concurrent;
using System.Collections.Immutable;
using TransferPredict.Features.Concepts.Dictionaries;

namespace TransferPredict.Features.Texts;

/// <summary>
/// Dictionaries between languages, made from parallel text when they are asked for: from the lines that both languages have, or by
/// way of English where they have none in common, or where all shall go that way, which takes one alignment a language instead of one a pair.
/// </summary>
public sealed class PairDictionaries
{
    /// <summary>The language by way of which others are joined.</summary>
    internal const string Pivot = "eng_Latn";

    readonly Dictionary<string, ImmutableArray<string>[]> _lines;
    readonly bool _alwaysPivot;
    readonly ConcurrentDictionary<(string, string), Lazy<TranslationDictionary?>> _direct = [];

    PairDictionaries(Dictionary<string, ImmutableArray<string>[]> lines, bool alwaysPivot) => (_lines, _alwaysPivot) = (lines, alwaysPivot);

    /// <summary>Reads parallel text.</summary>
    /// <param name="texts">The text: line i of every file is the same sentence, or blank.</param>
    /// <param name="languages">The languages to read.</param>
    /// <param name="words">Cuts a line into words.</param>
    /// <param name="alwaysPivot">Whether all pairs go by way of English, where that has text.</param>
    public static PairDictionaries Read(TextFolder texts, IEnumerable<string> languages, Func<string, ImmutableArray<string>> words, bool alwaysPivot = false) =>
        new(languages.Append(Pivot).Where(texts.Has).Distinct().ToDictionary(l => l, l => texts.Lines(l).Select(words).ToArray()),
            alwaysPivot && texts.Has(Pivot));

    /// <summary>The dictionary of two languages; null where no text joins them.</summary>
    /// <param name="source">The language whose words are looked up.</param>
    /// <param name="target">The language of the translations.</param>
    public TranslationDictionary? Find(string source, string target) =>
        !IsThroughPivot(source, target) ? _direct.GetOrAdd((source, target), _ => new(() => Direct(source, target))).Value
        : Find(source, Pivot) is { } there && Find(Pivot, target) is { } back ? there.Through(back)
        : null;

    bool IsThroughPivot(string source, string target) =>
        source != Pivot && target != Pivot && (_alwaysPivot || _lines.ContainsKey(Pivot) && Common(source, target).Length == 0);

    // One alignment serves both directions.
    TranslationDictionary? Direct(string source, string target) =>
        string.CompareOrdinal(source, target) > 0 ? Find(target, source)?.Inverse()
        : Common(source, target) is { Length: > 0 } pairs ? WordAligner.MakeDictionary(pairs, new WordAlignerOptions())
        : null;

    SentencePair[] Common(string source, string target) =>
        _lines.TryGetValue(source, out ImmutableArray<string>[]? first) && _lines.TryGetValue(target, out ImmutableArray<string>[]? second)
            ? [.. first.Zip(second, (s, t) => new SentencePair(s, t)).Where(p => !p.Source.IsEmpty && !p.Target.IsEmpty)]
            : [];
}
