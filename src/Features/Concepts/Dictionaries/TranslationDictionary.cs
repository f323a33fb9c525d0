using System.Collections.Immutable;

namespace TransferPredict.Features.Concepts.Dictionaries;

/// <summary>A probabilistic dictionary: a word's translations, best first.</summary>
public sealed class TranslationDictionary
{
    readonly Dictionary<string, ImmutableArray<Translation>> _entries;

    TranslationDictionary(Dictionary<string, ImmutableArray<Translation>> entries) => _entries = entries;

    /// <summary>The words that have a translation, in ordinal order.</summary>
    public IEnumerable<string> Words => _entries.Keys.Order(StringComparer.Ordinal);

    /// <summary>How many words have a translation.</summary>
    public int Count => _entries.Count;

    /// <summary>A word's translations, best first; none for an unknown word.</summary>
    public ImmutableArray<Translation> this[string word] => _entries.GetValueOrDefault(word, []);

    /// <summary>A dictionary of translations in the order given: as files list them.</summary>
    /// <exception cref="ArgumentException">A probability is outside [0, 1].</exception>
    public static TranslationDictionary Listed(IEnumerable<(string Source, Translation Translation)> translations)
    {
        Dictionary<string, ImmutableArray<Translation>.Builder> entries = [];
        foreach ((string source, Translation translation) in translations)
        {
            if (!(translation.Probability is >= 0 and <= 1))
                ConceptsThrow.Probability(translation.Probability, source, translation.Word, nameof(translations));
            (entries.TryGetValue(source, out ImmutableArray<Translation>.Builder? list) ? list : entries[source] = ImmutableArray.CreateBuilder<Translation>()).Add(translation);
        }
        return new TranslationDictionary(entries.ToDictionary(e => e.Key, e => e.Value.DrainToImmutable()));
    }

    /// <summary>A dictionary from how often words were found aligned: p(target | source) = count / all counts of the source.</summary>
    /// <param name="counts">Pairs of words, each with how often it was found: 1 or more; the same pair may come several times.</param>
    public static TranslationDictionary FromCounts(IEnumerable<(string Source, string Target, int Count)> counts)
    {
        Dictionary<string, Dictionary<string, int>> sums = [];
        foreach ((string source, string target, int count) in counts)
        {
            Dictionary<string, int> row = sums.TryGetValue(source, out Dictionary<string, int>? known) ? known : sums[source] = [];
            row[target] = checked(row.GetValueOrDefault(target) + count);
        }
        return new TranslationDictionary(sums.ToDictionary(row => row.Key, row =>
        {
            long total = row.Value.Values.Sum(count => (long)count);
            return BestFirst(row.Value.Select(t => new Translation(t.Key, (double)t.Value / total, t.Value)));
        }));
    }

    /// <summary>The dictionary of the other direction, from the counts of this one.</summary>
    public TranslationDictionary Inverse() =>
        FromCounts(_entries.SelectMany(e => e.Value.Select(t => (t.Word, e.Key, Math.Max(1, t.Count)))));

    /// <summary>
    /// The dictionary that goes on with another: p(z | x) = Σ p(y | x) p(z | y) over the words y between. What the second does not
    /// know is lost, so that the probabilities of a word may add up to less than 1.
    /// </summary>
    /// <param name="second">From the words that this one translates to.</param>
    /// <param name="most">Translations kept of a word, the best: 1 or more.</param>
    public TranslationDictionary Through(TranslationDictionary second, int most = 20)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        Dictionary<string, ImmutableArray<Translation>> entries = [];
        foreach ((string source, ImmutableArray<Translation> translations) in _entries)
        {
            Dictionary<string, (double Probability, int Count)> sums = [];
            foreach (Translation between in translations)
                foreach (Translation target in second[between.Word])
                {
                    (double probability, int count) = sums.GetValueOrDefault(target.Word);
                    sums[target.Word] = (probability + between.Probability * target.Probability, checked(count + Math.Min(between.Count, target.Count)));
                }
            if (sums.Count > 0)
                entries[source] = BestFirst(sums.Select(s => new Translation(s.Key, Math.Min(1, s.Value.Probability), s.Value.Count)), most);
        }
        return new TranslationDictionary(entries);
    }

    static ImmutableArray<Translation> BestFirst(IEnumerable<Translation> translations, int most = int.MaxValue) =>
        [.. translations.OrderByDescending(t => t.Probability).ThenByDescending(t => t.Count).ThenBy(t => t.Word, StringComparer.Ordinal).Take(most)];
}
