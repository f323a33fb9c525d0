using TransferPredict.Features.Concepts.Dictionaries;

namespace TransferPredict.Features.Tests.Concepts.Dictionaries;

public class TranslationDictionaryTest
{
    [Fact]
    public void FromCounts_SharesBestFirst()
    {
        TranslationDictionary dictionary = TranslationDictionary.FromCounts([("a", "y", 1), ("a", "x", 2), ("b", "x", 1), ("a", "z", 1)]);
        Assert.Equal([new Translation("x", 0.5, 2), new("y", 0.25, 1), new("z", 0.25, 1)], dictionary["a"].AsEnumerable());
        Assert.Equal(["a", "b"], dictionary.Words);
        Assert.Empty(dictionary["c"]);
    }

    [Fact]
    public void Inverse_SharesTheCountsTheOtherWay()
    {
        TranslationDictionary inverse = TranslationDictionary.FromCounts([("a", "x", 3), ("b", "x", 1), ("b", "y", 5)]).Inverse();
        Assert.Equal([new Translation("a", 0.75, 3), new("b", 0.25, 1)], inverse["x"].AsEnumerable());
        Assert.Equal([new Translation("b", 1, 5)], inverse["y"].AsEnumerable());
    }

    [Fact]
    public void Through_MultipliesAndSums()
    {
        TranslationDictionary first = TranslationDictionary.FromCounts([("haus", "house", 6), ("haus", "home", 2), ("nur", "only", 1)]);
        TranslationDictionary second = TranslationDictionary.FromCounts([("house", "maison", 3), ("house", "chambre", 1), ("home", "maison", 1), ("tree", "arbre", 1)]);
        TranslationDictionary through = first.Through(second);
        Assert.Equal(["haus"], through.Words);
        Assert.Equal(["maison", "chambre"], through["haus"].Select(t => t.Word));
        Assert.Equal(0.75 * 0.75 + 0.25, through["haus"][0].Probability, 1e-15);
        Assert.Equal(0.75 * 0.25, through["haus"][1].Probability, 1e-15);
        Assert.Equal([4, 1], through["haus"].Select(t => t.Count)); // min(6, 3) + min(2, 1), min(6, 1)
        Assert.Equal(["maison"], first.Through(second, most: 1)["haus"].Select(t => t.Word));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Listed_RefusesWhatIsNoProbability(double probability) =>
        Assert.Contains("'a' -> 'x'", Assert.Throws<ArgumentException>(() => TranslationDictionary.Listed([("a", new Translation("x", probability, 1))])).Message, StringComparison.Ordinal);
}
