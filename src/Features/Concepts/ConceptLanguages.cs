using System.Collections.Immutable;
using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Concepts;

/// <summary>
/// How many words of each language the concepts of one joint clustering hold, and what follows from that: COLAP (Mousi et al., ACL 2024,
/// section 3.2, as its public code computes it) and, for any number of languages, each concept's entropy.
/// </summary>
public sealed class ConceptLanguages
{
    readonly int[][] _counts;

    ConceptLanguages(ImmutableArray<int> concepts, int languages, int[][] counts)
    {
        Concepts = concepts;
        Languages = languages;
        _counts = counts;
    }

    /// <summary>The concepts that hold a word, ascending.</summary>
    public ImmutableArray<int> Concepts { get; }

    /// <summary>Number of languages.</summary>
    public int Languages { get; }

    /// <summary>Counts words.</summary>
    /// <param name="clusters">Each word's concept.</param>
    /// <param name="languages">Each word's language, from 0.</param>
    /// <param name="languageCount">Number of languages, 1 or more.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A language is out of its range.</exception>
    public static ConceptLanguages Count(ReadOnlySpan<int> clusters, ReadOnlySpan<int> languages, int languageCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(languageCount, 1);
        if (clusters.Length != languages.Length)
            ConceptsThrow.UnequalLengths(clusters.Length, languages.Length, nameof(languages));
        SortedDictionary<int, int[]> counts = [];
        for (int i = 0; i < clusters.Length; i++)
        {
            if ((uint)languages[i] >= (uint)languageCount)
                ConceptsThrow.Language(languages[i], i, languageCount, nameof(languages));
            (counts.TryGetValue(clusters[i], out int[]? row) ? row : counts[clusters[i]] = new int[languageCount])[languages[i]]++;
        }
        return new ConceptLanguages([.. counts.Keys], languageCount, [.. counts.Values]);
    }

    /// <summary>Counts the words of two languages that share one text: sentences up to a number are of the first, those after it of the second.</summary>
    /// <param name="words">The words.</param>
    /// <param name="boundary">The last sentence of the first language.</param>
    public static ConceptLanguages Split(IReadOnlyCollection<ClusteredWord> words, int boundary) =>
        Count(words.Select(w => w.Cluster).ToArray(), words.Select(w => w.Sentence > boundary ? 1 : 0).ToArray(), 2);

    /// <summary>Words of a language in a concept.</summary>
    /// <param name="concept">Place in <see cref="Concepts"/>.</param>
    /// <param name="language">The language, from 0.</param>
    public int this[int concept, int language] => _counts[concept][language];

    /// <summary>Which concepts hold a share of more than a threshold of each of some languages, among the words of those languages alone.</summary>
    /// <param name="thresholdPercent">The threshold in percent; with as many languages as would fill 100 % at the threshold, none can overlap.</param>
    /// <param name="languages">The languages compared, from 0; all when none is named.</param>
    public ConceptOverlap Overlap(double thresholdPercent, params ReadOnlySpan<int> languages)
    {
        int[] compared = languages.IsEmpty ? [.. Enumerable.Range(0, Languages)] : languages.ToArray();
        int[] held = [.. Enumerable.Range(0, Concepts.Length).Where(c => Total(c, compared) > 0)];
        return new ConceptOverlap(
            [.. held.Where(c => Array.TrueForAll(compared, l => (double)_counts[c][l] / Total(c, compared) * 100 > thresholdPercent)).Select(c => Concepts[c])],
            held.Length);
    }

    /// <summary>H = -Σ p log₂ p over the languages' shares of a concept's words: 0 for one language, log₂ of their number when all are equal.</summary>
    /// <param name="concept">Place in <see cref="Concepts"/>.</param>
    /// <returns>Bits, in [0, log₂ <see cref="Languages"/>].</returns>
    public double Entropy(int concept)
    {
        int total = _counts[concept].Sum();
        double sum = 0;
        foreach (int count in _counts[concept])
            if (count > 0)
                sum += count * PortableMath.Log((double)total / count);
        return sum / total / PortableMath.Ln2;
    }

    /// <summary>The concepts' mean entropy, each weighted by its words: bits; null when there is none.</summary>
    public double? MeanEntropy()
    {
        int[] sizes = [.. _counts.Select(c => c.Sum())];
        return sizes.Length == 0 ? null : sizes.Select((size, c) => size * Entropy(c)).Sum() / sizes.Sum(size => (long)size);
    }

    int Total(int concept, int[] languages)
    {
        int total = 0;
        foreach (int language in languages)
            total += _counts[concept][language];
        return total;
    }
}
