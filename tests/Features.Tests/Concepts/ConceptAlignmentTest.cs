using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using TransferPredict.Features.Concepts;
using TransferPredict.Features.Concepts.Dictionaries;

namespace TransferPredict.Features.Tests.Concepts;

public class ConceptAlignmentTest
{
    static readonly AlignmentOptions _loose = new() { MatchThreshold = 0, SizeThreshold = 0, MinTypes = 0 };

    [Fact]
    public void Find_AllGoldenCases()
    {
        ImmutableArray<ClusteredWord> source = ClusterFile.Read(GoldenConcepts.File("clusters_source.txt")), target = ClusterFile.Read(GoldenConcepts.File("clusters_target.txt"));
        TranslationDictionary dictionary = ProbabilityDictionaryFile.Read(GoldenConcepts.File("dictionary.txt"));
        JsonElement[] cases = GoldenConcepts.Cases("CALIGN");
        Assert.Equal(24, cases.Length);
        foreach (JsonElement golden in cases)
        {
            ConceptAlignment alignment = ConceptAlignment.Find(source, target, dictionary, new AlignmentOptions
            {
                TopTranslations = golden.GetProperty("top_translations").GetInt32(),
                MatchThreshold = golden.GetProperty("match_threshold").GetDouble(),
                SizeThreshold = golden.GetProperty("size_threshold").GetDouble(),
                MinTypes = golden.GetProperty("min_types").GetInt32(),
            });
            var expected = golden.GetProperty("aligned").EnumerateObject()
                .ToDictionary(p => int.Parse(p.Name, CultureInfo.InvariantCulture), p => p.Value.EnumerateArray().Select(t => t.GetInt32()).Order().ToArray());
            Assert.Equal(expected, alignment.Aligned.GroupBy(a => a.Source).ToDictionary(g => g.Key, g => g.Select(a => a.Target).ToArray()));
            Assert.Equal(golden.GetProperty("source_clusters").GetInt32(), alignment.SourceConcepts);
            Assert.Equal((double)expected.Count / alignment.SourceConcepts, alignment.Score);
        }
    }

    [Fact]
    public void Find_AWordCountsOnceInEachConceptOfItsTranslations()
    {
        // "a" has two translations in concept 7 and one in 8; "b" has none; "a" occurs twice.
        TranslationDictionary dictionary = TranslationDictionary.FromCounts([("a", "x", 3), ("a", "y", 2), ("a", "z", 1)]);
        ClusteredWord[] source = [Word("a", 1), Word("a", 1), Word("b", 1)], target = [Word("x", 7), Word("y", 7), Word("z", 8)];
        Assert.Equal(
            [new AlignedConcept(1, 7, 1, 2, 2), new AlignedConcept(1, 8, 1, 2, 1)],
            ConceptAlignment.Find(source, target, dictionary, _loose).Aligned.AsEnumerable());
        Assert.Equal([7], ConceptAlignment.Find(source, target, dictionary, _loose with { TopTranslations = 2 }).Aligned.Select(a => a.Target));
    }

    [Fact]
    public void Find_ThresholdsMustBeExceeded()
    {
        TranslationDictionary dictionary = TranslationDictionary.FromCounts([("a", "x", 1)]);
        ClusteredWord[] source = [Word("a", 0), Word("b", 0)], target = [Word("x", 0)];
        Assert.Single(ConceptAlignment.Find(source, target, dictionary, _loose with { MatchThreshold = 0.49, SizeThreshold = 1.9, MinTypes = 1 }).Aligned);
        Assert.Empty(ConceptAlignment.Find(source, target, dictionary, _loose with { MatchThreshold = 0.5 }).Aligned);
        Assert.Empty(ConceptAlignment.Find(source, target, dictionary, _loose with { SizeThreshold = 2 }).Aligned);
        Assert.Empty(ConceptAlignment.Find(source, target, dictionary, _loose with { MinTypes = 2 }).Aligned);
    }

    [Fact]
    public void Score_IsMissingWithoutConcepts()
    {
        TranslationDictionary dictionary = TranslationDictionary.FromCounts([]);
        Assert.Null(ConceptAlignment.Find([], [Word("x", 0)], dictionary, _loose).Score);
        Assert.Equal(0, ConceptAlignment.Find([Word("a", 0)], [], dictionary, _loose).Score);
        Assert.Throws<ArgumentOutOfRangeException>(() => ConceptAlignment.Find([], [], dictionary, _loose with { TopTranslations = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConceptAlignment.Find([], [], dictionary, _loose with { MatchThreshold = -0.1 }));
    }

    static ClusteredWord Word(string word, int cluster) => new(word, 1, 1, 1, cluster);
}
