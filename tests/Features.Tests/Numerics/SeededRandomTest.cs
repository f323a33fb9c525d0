using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Tests.Numerics;

public class SeededRandomTest
{
    [Fact]
    public void Next_GivesThePublishedNumbersOfSplitMix64()
    {
        // With this seed the nameless stream starts in state 1234567, whose numbers Rosetta Code ("Pseudo-random numbers/Splitmix64") lists.
        SeededRandom random = new(-7018441611766903398, "");

        ulong[] published = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        Assert.Equal(published, published.Select(_ => random.Next()));
    }

    [Fact]
    public void Next_GoldenNumbersOfNamedStreams()
    {
        SeededRandom first = new(20261121, "fao_Latn/token/0"), second = new(20261121, "fao_Latn/token/1");

        ulong[] golden = [0x6755b84132e91a60, 0xfd569e773193a3c9, 0x9370ef1f50c29c2f];
        Assert.Equal(golden, golden.Select(_ => first.Next()));
        Assert.Equal(0xb6ad8a65f7c215a7, second.Next());
    }

    [Fact]
    public void Next_BelowALimit()
    {
        SeededRandom random = new(7, "ten");
        Assert.Equal([6, 3, 1, 9, 2, 0, 1, 1, 8, 9, 2, 9], Enumerable.Range(0, 12).Select(_ => random.Next(10)));

        int[] met = new int[6];
        for (int i = 0; i < 60_000; i++)
            met[random.Next(6)]++;
        Assert.All(met, count => Assert.InRange(count, 9_600, 10_400)); // four standard deviations of 91
        Assert.Equal(0, random.Next(1));
        Assert.InRange(random.Next(int.MaxValue), 0, int.MaxValue - 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Next(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Next(-1));
    }

    [Fact]
    public void ShuffleFront_IsAPermutationAndEveryItemIsEquallyLikely()
    {
        SeededRandom random = new(1, "shuffle");
        int[] first = new int[5];
        for (int i = 0; i < 20_000; i++)
        {
            int[] items = [0, 1, 2, 3, 4];
            random.ShuffleFront<int>(items, 2);
            first[items[0]]++;
            first[items[1]]++;
            Assert.Equal([0, 1, 2, 3, 4], items.Order());
        }
        Assert.All(first, count => Assert.InRange(count, 7_700, 8_300));

        Assert.Throws<ArgumentOutOfRangeException>(() => random.ShuffleFront<int>(new int[3], 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.ShuffleFront<int>(new int[3], -1));
        random.ShuffleFront<int>([], 0);
    }
}
