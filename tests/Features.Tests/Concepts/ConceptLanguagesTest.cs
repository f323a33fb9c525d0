using System.Collections.Immutable;
using System.Text.Json;
using TransferPredict.Features.Concepts;

namespace TransferPredict.Features.Tests.Concepts;

public class ConceptLanguagesTest
{
    // Concept 3: four words of language 0; concept 5: two of each; concept 9: one of 0, three of 1.
    static readonly int[] _clusters = [3, 3, 3, 3, 5, 5, 5, 5, 5, 5, 9, 9, 9, 9];
    static readonly int[] _languages = [0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 0, 1, 1, 1];

    [Fact]
    public void Overlap_AllGoldenCases()
    {
        ImmutableArray<ClusteredWord> words = ClusterFile.Read(GoldenConcepts.File("clusters_mixed.txt"));
        JsonElement[] cases = GoldenConcepts.Cases("COLAP");
        Assert.Equal(4, cases.Length);
        foreach (JsonElement golden in cases)
        {
            ConceptOverlap overlap = ConceptLanguages.Split(words, golden.GetProperty("sentence_boundary").GetInt32()).Overlap(golden.GetProperty("threshold_percent").GetDouble());
            Assert.Equal(golden.GetProperty("overlapping").EnumerateArray().Select(c => c.GetInt32()).Order(), overlap.Overlapping);
            Assert.Equal(golden.GetProperty("clusters").GetInt32(), overlap.Concepts);
            Assert.Equal((double)overlap.Overlapping.Length / overlap.Concepts, overlap.Score);
        }
    }

    [Fact]
    public void Overlap_OfAllOrOfSomeLanguages()
    {
        ConceptLanguages languages = ConceptLanguages.Count(_clusters, _languages, 3);
        Assert.Equal([3, 5, 9], languages.Concepts.AsEnumerable());
        Assert.Equal([5], languages.Overlap(30).Overlapping.AsEnumerable());
        Assert.Equal((1.0 / 3, 3), (languages.Overlap(30).Score!.Value, languages.Overlap(30).Concepts));
        Assert.Equal([5, 9], languages.Overlap(24.9, 0, 1).Overlapping.AsEnumerable());
        Assert.Equal([5], languages.Overlap(25, 0, 1).Overlapping.AsEnumerable());
        // Concept 3 holds neither 1 nor 2 and does not count.
        Assert.Equal([5], languages.Overlap(40, 1, 2).Overlapping.AsEnumerable());
        Assert.Equal(2, languages.Overlap(40, 1, 2).Concepts);
        Assert.Empty(languages.Overlap(50, 1, 2).Overlapping);
    }

    [Fact]
    public void Entropy_FromNoneToAllAlike()
    {
        ConceptLanguages languages = ConceptLanguages.Count(_clusters, _languages, 3);
        double skewed = -(0.25 * Math.Log2(0.25) + 0.75 * Math.Log2(0.75));
        Assert.Equal(0, languages.Entropy(0));
        Assert.Equal(Math.Log2(3), languages.Entropy(1), 1e-12);
        Assert.Equal(skewed, languages.Entropy(2), 1e-12);
        Assert.Equal((6 * Math.Log2(3) + 4 * skewed) / 14, languages.MeanEntropy()!.Value, 1e-12);
        Assert.Equal((2, 3), (languages[1, 0], languages[2, 1]));
    }

    [Fact]
    public void Missing_WithoutWords()
    {
        ConceptLanguages none = ConceptLanguages.Count([], [], 2);
        Assert.Null(none.MeanEntropy());
        Assert.Null(none.Overlap(30).Score);
        Assert.Null(ConceptLanguages.Count(_clusters, _languages, 5).Overlap(30, 3, 4).Score);
    }

    [Fact]
    public void Count_SaysWhatIsWrong()
    {
        Assert.Contains("2 clusters and 1 languages", Assert.Throws<ArgumentException>(() => ConceptLanguages.Count([1, 2], [0], 2)).Message, StringComparison.Ordinal);
        Assert.Contains("Word 1 is of language 2; expected 0 to 1", Assert.Throws<ArgumentOutOfRangeException>(() => ConceptLanguages.Count([1, 2], [0, 2], 2)).Message, StringComparison.Ordinal);
    }
}
