using TransferPredict.Features.Representations.Vectors;

namespace TransferPredict.Features.Tests.Representations.Vectors;

public sealed class WordSamplerTest
{
    [Theory]
    [InlineData(100, 10)]
    [InlineData(10, 100)]
    [InlineData(50, 0)]
    public void Offer_KeepsAsManyAsItMay(int items, int size) => Assert.Equal(Math.Min(items, size), Sample(items, size, 1).Length);

    [Fact]
    public void Offer_ChoosesEveryItemAlike()
    {
        int[] chosen = new int[40];
        for (int seed = 0; seed < 4000; seed++)
        {
            foreach (int item in Sample(40, 10, seed))
                chosen[item]++;
        }
        // 1,000 of each are expected, with a standard deviation of 27.
        Assert.All(chosen, count => Assert.InRange(count, 865, 1135));
    }

    [Fact]
    public void Order_MakesSmallerSamplesTheFirstOfLargerOnes() => Assert.Equal(Sample(500, 100, 7)[..20], Sample(500, 20, 7));

    static int[] Sample(int items, int size, int seed)
    {
        var sampler = new WordSampler(size, seed, "test");
        int[] slots = new int[size];
        for (int item = 0; item < items; item++)
        {
            if (sampler.Offer() is { } slot)
                slots[slot] = item;
        }
        return [.. sampler.Order().Select(slot => slots[slot])];
    }
}
