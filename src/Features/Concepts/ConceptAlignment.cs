using System.Collections.Immutable;
using TransferPredict.Features.Concepts.Dictionaries;

namespace TransferPredict.Features.Concepts;

/// <summary>
/// CALIGN (Mousi et al., "Exploring Alignment in Shared Cross-lingual Spaces", ACL 2024, section 3.1, as its public code computes it):
/// the share of the source's concepts whose words have their translations together in one concept of the target.
/// </summary>
/// <param name="Aligned">Every aligned pair, by source, then target.</param>
/// <param name="SourceConcepts">Concepts of the source.</param>
public sealed record ConceptAlignment(ImmutableArray<AlignedConcept> Aligned, int SourceConcepts)
{
    /// <summary>Aligned concepts of the source / its concepts, in [0, 1]; null where the source has no concept.</summary>
    public double? Score => SourceConcepts == 0 ? null : (double)Aligned.Select(a => a.Source).Distinct().Count() / SourceConcepts;

    /// <summary>Aligns concepts.</summary>
    /// <param name="source">The source's words with their concepts.</param>
    /// <param name="target">The target's.</param>
    /// <param name="dictionary">Translations of source words, best first.</param>
    /// <param name="options">When concepts are aligned.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static ConceptAlignment Find(
        IEnumerable<ClusteredWord> source, IEnumerable<ClusteredWord> target, TranslationDictionary dictionary, AlignmentOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.TopTranslations, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(options.MatchThreshold);
        ArgumentOutOfRangeException.ThrowIfNegative(options.SizeThreshold);
        ArgumentOutOfRangeException.ThrowIfNegative(options.MinTypes);
        SortedDictionary<int, HashSet<string>> sources = Types(source), targets = Types(target);
        Dictionary<string, List<int>> homes = [];
        foreach ((int cluster, HashSet<string> types) in targets)
            foreach (string type in types)
                (homes.TryGetValue(type, out List<int>? clusters) ? clusters : homes[type] = []).Add(cluster);

        ImmutableArray<AlignedConcept>.Builder aligned = ImmutableArray.CreateBuilder<AlignedConcept>();
        foreach ((int cluster, HashSet<string> types) in sources)
            if (types.Count > options.MinTypes)
                foreach ((int home, int matches) in Matches(types, dictionary, options.TopTranslations, homes))
                    if ((double)matches / types.Count > options.MatchThreshold && (double)types.Count / targets[home].Count > options.SizeThreshold)
                        aligned.Add(new AlignedConcept(cluster, home, matches, types.Count, targets[home].Count));
        return new ConceptAlignment(aligned.DrainToImmutable(), sources.Count);
    }

    /// <summary>For each target concept, how many of the types have a translation in it: a type counts once, however many it has there.</summary>
    static SortedDictionary<int, int> Matches(HashSet<string> types, TranslationDictionary dictionary, int top, Dictionary<string, List<int>> homes)
    {
        SortedDictionary<int, int> matches = [];
        foreach (string type in types)
            foreach (int home in dictionary[type].Take(top).SelectMany(t => homes.GetValueOrDefault(t.Word, [])).Distinct())
                matches[home] = matches.GetValueOrDefault(home) + 1;
        return matches;
    }

    static SortedDictionary<int, HashSet<string>> Types(IEnumerable<ClusteredWord> words)
    {
        SortedDictionary<int, HashSet<string>> types = [];
        foreach (ClusteredWord word in words)
            (types.TryGetValue(word.Cluster, out HashSet<string>? set) ? set : types[word.Cluster] = []).Add(word.Word);
        return types;
    }
}
