using System.Collections.Immutable;
using TransferPredict.Training.Probing;
using TransferPredict.Training.Sets;
using TransferPredict.Training.Tests.Probing;

namespace TransferPredict.Training.Tests.Sets;

public sealed class SourceSetsTest
{
    [Fact]
    public void ExpectedBest_OfTwoAsClarkHasIt()
    {
        ScoreBelief belief = Beliefs.Random(seed: 11, sources: 5);
        var draws = new ScoreDraws(belief);
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(belief.Mean[i], draws.ExpectedBest([i]), 1e-12);
            for (int j = 0; j < i; j++)
                Assert.Equal(Clark(belief, i, j), draws.ExpectedBest([i, j]), 0.001);
        }
    }

    [Fact]
    public void ExpectedBest_AsOtherDrawsHaveIt()
    {
        ScoreBelief belief = Beliefs.Random(seed: 12, sources: 7);
        Assert.Equal(Beliefs.Draw(belief, 20_000, seed: 1).Average(d => d.Max()), new ScoreDraws(belief).ExpectedBest([0, 1, 2, 3, 4, 5, 6]), 0.002);
    }

    [Fact]
    public void Choose_TheBestFirst_ThenWhatDiffers()
    {
        // The second best is nearly the best again; the third errs on its own.
        var belief = new ScoreBelief([0.60, 0.59, 0.57], [0.01, 0.00999, 0, 0.00999, 0.01, 0, 0, 0, 0.01]);
        ImmutableArray<ChosenSource> chosen = SourceSets.Choose(belief, 3);
        Assert.Equal([0, 2, 1], chosen.Select(c => c.Source));
        Assert.Equal(0.60, chosen[0].Expected);
        Assert.True(chosen[1].Expected > 0.62 && chosen[2].Expected >= chosen[1].Expected);
    }

    [Fact]
    public void Choose_GainsAsMuchAsGreedyMust()
    {
        ScoreBelief belief = Beliefs.Random(seed: 13, sources: 8);
        var draws = new ScoreDraws(belief);
        double greedy = SourceSets.Choose(belief, 3)[^1].Expected;
        double best = Enumerable.Range(0, 256).Where(set => int.PopCount(set) == 3).Max(set => draws.ExpectedBest([.. Enumerable.Range(0, 8).Where(i => (set >> i & 1) == 1)]));
        Assert.InRange(greedy, belief.Mean.Max() + (1 - 1 / Math.E) * (best - belief.Mean.Max()), best + 1e-12);
    }

    [Fact]
    public void Choose_AfterMeasuring()
    {
        ScoreBelief belief = Beliefs.Random(seed: 14, sources: 4).Given([new Probe(2, 0.95), new Probe(0, 0.1)]);
        ImmutableArray<ChosenSource> chosen = SourceSets.Choose(belief, 2);
        Assert.Equal(2, chosen[0].Source);
        Assert.Equal(0.95, chosen[1].Expected, 0.02);
        Assert.NotEqual(0, chosen[1].Source);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void Choose_RefusesACountThatIsNotThere(int count) => Assert.Throws<ArgumentOutOfRangeException>(() => SourceSets.Choose(Beliefs.Random(1, 3), count));

    /// <summary>Clark 1961, "The Greatest of a Finite Set of Random Variables", equation 2.</summary>
    static double Clark(ScoreBelief belief, int i, int j)
    {
        int n = belief.Mean.Length;
        double spread = Math.Sqrt(belief.Covariance[i * n + i] + belief.Covariance[j * n + j] - 2 * belief.Covariance[i * n + j]), alpha = (belief.Mean[i] - belief.Mean[j]) / spread;
        return belief.Mean[i] * MathNet.Numerics.Distributions.Normal.CDF(0, 1, alpha) + belief.Mean[j] * MathNet.Numerics.Distributions.Normal.CDF(0, 1, -alpha)
            + spread * MathNet.Numerics.Distributions.Normal.PDF(0, 1, alpha);
    }
}
