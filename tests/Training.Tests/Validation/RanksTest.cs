using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Tests.Validation;

public sealed class RanksTest
{
    [Fact]
    public void TiesShareTheMeanOfTheirPlaces() => Assert.Equal([2.5, 1, 2.5, 4], Ranks.Of([5, 2, 5, 9]));

    [Fact]
    public void SpearmanByHand() => // ranks 1 3 2 5 4: 1 - 6 sum d^2 / (n (n^2 - 1)) with d = 0, 1, 1, 1, 1
        Assert.Equal(1 - 6 * 4.0 / (5 * 24), Ranks.Spearman([1, 2, 3, 4, 5], [1, 3, 2, 6, 4.5]), 15);

    [Fact]
    public void SpearmanWithTiesIsPearsonOfMeanRanks() => // ranks 1, 2.5, 2.5 and 1, 2, 3: 1.5 / sqrt(1.5 * 2)
        Assert.Equal(Math.Sqrt(0.75), Ranks.Spearman([1, 4, 4], [1, 2, 3]), 15);

    [Fact]
    public void SpearmanOfAConstantIsZero()
    {
        Assert.Equal(0, Ranks.Spearman([1, 2, 3], [7, 7, 7]));
        Assert.Equal(0, Ranks.Spearman([7, 7, 7], [1, 2, 3]));
        Assert.Equal(0, Ranks.Spearman([], []));
    }
}
