using TransferPredict.Features.Languages;
using TransferPredict.Features.Numerics;
using TransferPredict.Features.Pairs;

namespace TransferPredict.Features.Tests.Pairs;

public class CountOverlapTest
{
    static readonly SparseCounts _empty = SparseCounts.Of([]);

    // a = 1 1 1 2 3 3 4 4, b = 1 3 3 3 5: the numbers below were worked out by hand.
    static readonly SparseCounts _a = SparseCounts.Of([(1, 3), (2, 1), (3, 2), (4, 2)]), _b = SparseCounts.Of([(1, 1), (3, 3), (5, 1)]);

    [Fact]
    public void Measures_ByHand()
    {
        Assert.Equal(0.2 + 0.25, CountOverlap.SharedMass(_a, _b), 1e-15); // min(3/8, 1/5) + min(2/8, 3/5)
        Assert.Equal(2 / 5.0, CountOverlap.Jaccard(_a, _b)); // {1, 3} of {1, 2, 3, 4, 5}
        Assert.Equal(1 / 3.0, CountOverlap.JaccardOfRepeated(_a, _b)); // {3} of {1, 3, 4}
        Assert.Equal(4 / 5.0, CountOverlap.Coverage(_a, _b)); // 1 3 3 3 of b
        Assert.Equal(5 / 8.0, CountOverlap.Coverage(_b, _a)); // 1 1 1 3 3 of a

        SparseCounts half = SparseCounts.Of([(1, 1), (2, 1)]), one = SparseCounts.Of([(1, 7)]);
        // p = (1/2, 1/2), q = (1, 0), m = (3/4, 1/4): (log2(2/3)/2 + log2(2)/2 + log2(4/3))/2
        Assert.Equal((Math.Log2(2 / 3.0) / 2 + 0.5 + Math.Log2(4 / 3.0)) / 2, CountOverlap.JensenShannon(half, one), 1e-15);
    }

    [Fact]
    public void Measures_OfEqualAndOfDisjointTexts()
    {
        SparseCounts other = SparseCounts.Of([(10, 5), (11, 1)]);
        Assert.Equal([1, 1, 1, 1, 0], Measures(_a, SparseCounts.Of([(1, 3), (2, 1), (3, 2), (4, 2)])));
        Assert.Equal([0, 0, 0, 0, 1], Measures(_a, other));
    }

    [Fact]
    public void Measures_OfAnEmptyTextAreMissing()
    {
        Assert.All([.. Measures(_a, _empty), .. Measures(_empty, _a), .. Measures(_empty, _empty)], value => Assert.True(double.IsNaN(value)));
        SparseCounts once = SparseCounts.Of([(1, 1), (2, 1)]);
        Assert.True(double.IsNaN(CountOverlap.JaccardOfRepeated(_a, once)));
        Assert.Equal(0.5, CountOverlap.Jaccard(_a, once));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Measures_EqualThePlainTwin(long seed)
    {
        SeededRandom random = new(seed, "overlap");
        Dictionary<ulong, int> a = Random(ref random), b = Random(ref random);
        SparseCounts first = SparseCounts.Of(a.Select(c => (c.Key, c.Value))), second = SparseCounts.Of(b.Select(c => (c.Key, c.Value)));

        double[] expected = Plain(a, b), found = Measures(first, second);

        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], found[i], 1e-12);
        // Symmetric to the last bit, but for coverage.
        Assert.Equal(Measures(second, first).Where((_, i) => i != 3), found.Where((_, i) => i != 3));
    }

    static double[] Measures(SparseCounts a, SparseCounts b) =>
        [CountOverlap.SharedMass(a, b), CountOverlap.Jaccard(a, b), CountOverlap.JaccardOfRepeated(a, b), CountOverlap.Coverage(a, b), CountOverlap.JensenShannon(a, b)];

    static Dictionary<ulong, int> Random(ref SeededRandom random)
    {
        Dictionary<ulong, int> counts = [];
        for (int i = 0; i < 3000; i++)
        {
            ulong key = (ulong)random.Next(1 + random.Next(2000));
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }
        return counts;
    }

    /// <summary>The same measures with dictionaries and sets, straight from the formulas of docs/lex.md.</summary>
    static double[] Plain(Dictionary<ulong, int> a, Dictionary<ulong, int> b)
    {
        double totalA = a.Values.Sum(), totalB = b.Values.Sum();
        ulong[] keys = [.. a.Keys.Union(b.Keys)];
        double P(ulong key) => a.GetValueOrDefault(key) / totalA;
        double Q(ulong key) => b.GetValueOrDefault(key) / totalB;
        static double Share(ulong[] x, ulong[] y) => x.Intersect(y).Count() / (double)x.Union(y).Count();
        static double Entropy(IEnumerable<double> shares) => -shares.Where(p => p > 0).Sum(p => p * Math.Log2(p));
        return
        [
            1 - keys.Sum(key => Math.Abs(P(key) - Q(key))) / 2,
            Share([.. a.Keys], [.. b.Keys]),
            Share([.. a.Where(c => c.Value > 1).Select(c => c.Key)], [.. b.Where(c => c.Value > 1).Select(c => c.Key)]),
            b.Where(c => a.ContainsKey(c.Key)).Sum(c => c.Value) / totalB,
            Entropy(keys.Select(key => (P(key) + Q(key)) / 2)) - (Entropy(keys.Select(P)) + Entropy(keys.Select(Q))) / 2,
        ];
    }
}
