using TransferPredict.Features.Languages;

namespace TransferPredict.Features.Tests.Languages;

public class EditDistanceTest
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("foa", "fao", 1)]
    [InlineData("ca", "abc", 3)] // optimal string alignment, not full Damerau
    [InlineData("fao-latn", "fao-latm", 1)]
    public void Between_KnownPairs(string a, string b, int distance)
    {
        Assert.Equal(distance, EditDistance.Between(a, b));
        Assert.Equal(distance, EditDistance.Between(b, a));
    }

    [Fact]
    public void Between_EqualsItsDefinition()
    {
        Random random = new(7);
        for (int i = 0; i < 200; i++)
        {
            string a = Word(random), b = Word(random);
            Assert.Equal(Defined(a, b), EditDistance.Between(a, b));
        }
    }

    static string Word(Random random) => new([.. Enumerable.Range(0, random.Next(7)).Select(_ => "abc"[random.Next(3)])]);

    static int Defined(string a, string b)
    {
        if (a.Length == 0 || b.Length == 0)
            return a.Length + b.Length;
        int best = Defined(a[..^1], b[..^1]) + (a[^1] == b[^1] ? 0 : 1);
        best = Math.Min(best, 1 + Math.Min(Defined(a[..^1], b), Defined(a, b[..^1])));
        return a.Length > 1 && b.Length > 1 && a[^1] == b[^2] && a[^2] == b[^1]
            ? Math.Min(best, 1 + Defined(a[..^2], b[..^2]))
            : best;
    }
}
