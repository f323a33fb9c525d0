using TransferPredict.Features.Languages;
using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Tests.Languages;

public class TokenDrawsTest
{
    /// <summary>A text of Zipf's kind: token i about total/i times.</summary>
    internal static SparseCounts Text(int types, int most, ulong first = 0) =>
        SparseCounts.Of(Enumerable.Range(1, types).Select(i => (first + (ulong)i, Math.Max(1, most / i))));

    /// <summary>The plain twin: the text written out, shuffled, and its front counted.</summary>
    static SortedDictionary<int, int> DrawPlainly(SparseCounts tokens, int count, SeededRandom random)
    {
        List<int> text = [];
        for (int i = 0; i < tokens.Types; i++)
            text.AddRange(Enumerable.Repeat((int)tokens.Keys[i], tokens.Counts[i]));
        int[] shuffled = [.. text];
        random.ShuffleFront<int>(shuffled, count);
        SortedDictionary<int, int> drawn = [];
        foreach (int id in shuffled.Take(count))
            drawn[id] = drawn.GetValueOrDefault(id) + 1;
        return drawn;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(4096)]
    public void ByToken_IsAShuffleOfTheWholeText(int count)
    {
        SparseCounts text = Text(900, 800);
        SeededRandom random = new(5, "draw");

        (int[] ids, int[] multiplicity) = TokenDraws.ByToken(text, count, random)!.Value;
        SortedDictionary<int, int> plain = DrawPlainly(text, count, random);

        Assert.Equal(plain.Keys, ids);
        Assert.Equal(plain.Values, multiplicity);
        Assert.Equal(count, multiplicity.Sum());
        Assert.All(ids.Zip(multiplicity), drawn => Assert.InRange(drawn.Second, 1, text.CountOf((ulong)drawn.First)));
    }

    [Fact]
    public void ByToken_OfTheWholeTextIsTheText()
    {
        SparseCounts text = Text(50, 40);

        (int[] ids, int[] multiplicity) = TokenDraws.ByToken(text, (int)text.Total, new SeededRandom(1, "all"))!.Value;

        Assert.Equal(text.Keys.ToArray().Select(key => (int)key), ids);
        Assert.Equal(text.Counts.ToArray(), multiplicity);
        Assert.Null(TokenDraws.ByToken(text, (int)text.Total + 1, new SeededRandom(1, "all")));
    }

    [Fact]
    public void ByToken_CostsNoMemoryForLongTexts()
    {
        SparseCounts text = SparseCounts.Of([(3, 1_000_000_000), (8, 1_000_000_000)]);

        long before = GC.GetAllocatedBytesForCurrentThread();
        (int[] ids, int[] multiplicity) = TokenDraws.ByToken(text, 4096, new SeededRandom(1, "long"))!.Value;

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
        Assert.Equal([3, 8], ids);
        Assert.InRange(multiplicity[0], 1900, 2190); // 2,048 and four standard deviations of 32
    }

    [Fact]
    public void ByToken_EveryTokenIsEquallyLikely()
    {
        SparseCounts text = SparseCounts.Of([(1, 60), (2, 30), (3, 10)]);
        SeededRandom random = new(1, "likely");
        int[] drawn = new int[4];
        for (int i = 0; i < 2000; i++)
        {
            (int[] ids, int[] multiplicity) = TokenDraws.ByToken(text, 10, new SeededRandom((long)random.Next(), ""))!.Value;
            for (int j = 0; j < ids.Length; j++)
                drawn[ids[j]] += multiplicity[j];
        }
        Assert.InRange(drawn[1], 11_700, 12_300);
        Assert.InRange(drawn[2], 5_700, 6_300);
        Assert.InRange(drawn[3], 1_800, 2_200);
    }

    [Fact]
    public void ByType_TakesDistinctTokensUsedTwice()
    {
        SparseCounts text = Text(1000, 900); // token 451 and later are used once

        (int[] ids, int[] multiplicity) = TokenDraws.ByType(text, 200, new SeededRandom(5, "types"))!.Value;
        (int[] others, _) = TokenDraws.ByType(text, 200, new SeededRandom(5, "others"))!.Value;

        Assert.Equal(200, ids.Length);
        Assert.Equal(ids.Distinct().Order(), ids);
        Assert.All(ids, id => Assert.InRange(text.CountOf((ulong)id), 2, int.MaxValue));
        Assert.All(multiplicity, times => Assert.Equal(1, times));
        Assert.NotEqual(ids, others);
        Assert.NotNull(TokenDraws.ByType(text, 450, new SeededRandom(5, "types")));
        Assert.Null(TokenDraws.ByType(text, 451, new SeededRandom(5, "types")));
    }

    [Fact]
    public void Draws_AreTheSameEachTime()
    {
        SparseCounts text = Text(500, 400);

        (int[] Ids, int[] Multiplicity) first = TokenDraws.ByToken(text, 300, new SeededRandom(1, "a/token/0"))!.Value;
        (int[] Ids, int[] Multiplicity) again = TokenDraws.ByToken(text, 300, new SeededRandom(1, "a/token/0"))!.Value;
        (int[] Ids, int[] Multiplicity) next = TokenDraws.ByToken(text, 300, new SeededRandom(1, "a/token/1"))!.Value;

        Assert.Equal(first.Ids, again.Ids);
        Assert.Equal(first.Multiplicity, again.Multiplicity);
        Assert.NotEqual(first.Ids, next.Ids);
    }

    [Theory]
    [InlineData(300, 200)]
    [InlineData(3, 2)]
    [InlineData(1, 1)]
    public void Halves_PartitionTheText(int types, int most)
    {
        SparseCounts text = Text(types, most);

        (SparseCounts first, SparseCounts second) = TokenDraws.Halves(text, "fao_Latn");

        Assert.Equal((text.Total / 2, text.Total - text.Total / 2), (first.Total, second.Total));
        foreach (ulong key in text.Keys)
            Assert.Equal(text.CountOf(key), first.CountOf(key) + second.CountOf(key));
        Assert.Equal(first.Keys.ToArray(), TokenDraws.Halves(text, "fao_Latn").First.Keys.ToArray());
    }

    [Fact]
    public void Halves_AreFairAndDifferByLanguage()
    {
        SparseCounts text = SparseCounts.Of([(1, 10_000), (2, 10_000)]);

        int[] shares = [.. Enumerable.Range(0, 50).Select(i => TokenDraws.Halves(text, $"l{i}").First.CountOf(1))];

        Assert.InRange(shares.Average(), 4960, 5040); // hypergeometric: one standard deviation is 35, of the mean 5
        Assert.True(shares.Distinct().Count() > 20);
    }

    [Fact]
    public void Draws_RefuseHashesOfWords()
    {
        SparseCounts words = SparseCounts.Of([(1UL << 40, 9)]);
        Assert.Contains("is no token id", Assert.Throws<ArgumentException>(() => TokenDraws.ByToken(words, 1, new SeededRandom(1, ""))).Message);
        Assert.Throws<ArgumentException>(() => TokenDraws.ByType(words, 1, new SeededRandom(1, "")));
    }
}
