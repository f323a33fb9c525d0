using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Tests.Validation;

public sealed class QueryRankingTest
{
    [Fact]
    public void ThePerfectOrderIsWorthOne() =>
        Assert.Equal(new QueryRanking(1, 1, 1, 1, 0, 1), QueryRanking.Of([0.9, 0.5, 0.7, 0.1], [4, 2, 3, 1]));

    [Fact]
    public void AReversedOrderByHand()
    {
        // Gains of places 1 to 4: 1023, 511, 255, 127.
        QueryRanking ranking = QueryRanking.Of([0.9, 0.7, 0.5, 0.1], [1, 2, 3, 4]);
        Assert.Equal(-1, ranking.Spearman, 15);
        Assert.Equal(127 / 1023.0, ranking.Ndcg1, 15);
        Assert.Equal((127 + 255 / Math.Log2(3) + 511 / 2.0) / (1023 + 511 / Math.Log2(3) + 255 / 2.0), ranking.Ndcg3, 15);
        Assert.Equal(0.8, ranking.Regret1, 15);
        Assert.Equal(0, ranking.Top3Hit);
    }

    [Fact]
    public void AConstantPredictionHasNoCorrelationAndTheMeanOfAllOrders()
    {
        QueryRanking ranking = QueryRanking.Of([0.9, 0.7, 0.5, 0.1], [0.3, 0.3, 0.3, 0.3]);
        Assert.Equal(0, ranking.Spearman);
        Assert.Equal((1023 + 511 + 255 + 127) / 4.0 / 1023, ranking.Ndcg1, 15);
        Assert.Equal(0.9 - 0.55, ranking.Regret1, 15);
        Assert.Equal(0.75, ranking.Top3Hit, 15);
    }

    [Fact]
    public void EqualScoresShareTheBetterPlace()
    {
        // Places 1, 1, 3: relevance 10, 10, 8.
        QueryRanking ranking = QueryRanking.Of([0.9, 0.9, 0.1], [1, 2, 3]);
        Assert.Equal(255 / 1023.0, ranking.Ndcg1, 15);
        Assert.Equal((255 + 1023 / Math.Log2(3) + 1023 / 2.0) / (1023 + 1023 / Math.Log2(3) + 255 / 2.0), ranking.Ndcg3, 15);
        Assert.Equal(1, ranking.Top3Hit);
    }

    [Fact]
    public void BeyondTheTenthPlaceNothingIsRelevant()
    {
        double[] actual = [.. Enumerable.Range(0, 12).Select(i => 1 - i / 20.0)];
        double[] predicted = [.. actual];
        predicted[10] = 2; // the 11th best is ranked first
        Assert.Equal(0, QueryRanking.Of(actual, predicted).Ndcg1);
        predicted[10] = actual[10];
        predicted[9] = 2; // the 10th best
        Assert.Equal(1 / 1023.0, QueryRanking.Of(actual, predicted).Ndcg1, 15);
    }

    [Fact]
    public void EqualScoresEverywhereCannotBeRankedWrong() =>
        Assert.Equal(new QueryRanking(0, 1, 1, 1, 0, 1), QueryRanking.Of([0.1, 0.1, 0.1], [3, 1, 2]));

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(6)]
    public void EqualsTheMeanOverAllOrdersThatThePredictionAllows(int sources)
    {
        for (int seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            double[] actual = [.. Enumerable.Range(0, sources).Select(_ => random.Next(sources + 1) / 10.0)];
            double[] predicted = [.. Enumerable.Range(0, sources).Select(_ => (double)random.Next(1 + seed % sources))];
            QueryRanking fast = QueryRanking.Of(actual, predicted), slow = SlowRanking.Of(actual, predicted);
            Assert.Equal(slow.Spearman, fast.Spearman, 12);
            Assert.Equal(slow.Ndcg1, fast.Ndcg1, 12);
            Assert.Equal(slow.Ndcg3, fast.Ndcg3, 12);
            Assert.Equal(slow.Ndcg5, fast.Ndcg5, 12);
            Assert.Equal(slow.Regret1, fast.Regret1, 12);
            Assert.Equal(slow.Top3Hit, fast.Top3Hit, 12);
        }
    }

    [Fact]
    public void OneSourceAndWrongLengthsAndNaNAreErrors()
    {
        Assert.Throws<ArgumentException>(() => QueryRanking.Of([0.5], [0.5]));
        Assert.Throws<ArgumentException>(() => QueryRanking.Of([0.5, 0.6], [0.5]));
        Assert.Throws<ArgumentException>(() => QueryRanking.Of([0.5, 0.6], [0.5, double.NaN]));
    }
}
