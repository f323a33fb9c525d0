using TransferPredict.Training.Probing;

namespace TransferPredict.Training.Tests.Probing;

public sealed class KnowledgeGradientTest
{
    [Fact]
    public void TwoLines_KnownByHand() =>
        // E[max(0, Z)] = 1 / sqrt(2 pi).
        Assert.Equal(0.3989422804014327, KnowledgeGradient.Gain([0, 0], [0, 1]), 1e-14);

    [Theory]
    [InlineData(new[] { 0.5, 0.4, 0.45 }, new[] { 0.02, 0.02, 0.02 })] // all move alike: nothing is learned
    [InlineData(new[] { 0.5 }, new[] { 0.3 })]
    [InlineData(new[] { 0.5, 0.5 }, new[] { 0.1, 0.1 })]
    public void NothingToChangeTheChoiceIsWorthNothing(double[] intercepts, double[] slopes) => Assert.Equal(0, KnowledgeGradient.Gain(intercepts, slopes));

    [Fact]
    public void MatchesQuadrature()
    {
        var random = new Random(3);
        for (int table = 0; table < 50; table++)
        {
            int n = random.Next(1, 9);
            double[] a = [.. Enumerable.Range(0, n).Select(_ => random.Next(5) * 0.05)], b = [.. Enumerable.Range(0, n).Select(_ => random.Next(-4, 5) * 0.05)];
            Assert.Equal(Quadrature(a, b), KnowledgeGradient.Gain(a, b), 1e-7);
        }
    }

    [Fact]
    public void MatchesMeasuringManyTimes()
    {
        ScoreBelief belief = Beliefs.Random(seed: 2, sources: 6);
        double[][] truth = Beliefs.Draw(belief, 20_000, seed: 5);
        double[] gains = KnowledgeGradient.Gains(belief);
        for (int source = 0; source < 6; source++)
        {
            double mean = truth.Average(t => belief.Given([new Probe(source, t[source])]).Mean.Max()) - belief.Mean.Max();
            Assert.Equal(mean, gains[source], 0.0006); // four standard errors
        }
    }

    [Fact]
    public void AMeasuredSourceIsWorthNothing() =>
        Assert.Equal(0, KnowledgeGradient.Gains(Beliefs.Random(seed: 4, sources: 5).Given([new Probe(1, 0.52)]))[1]);

    static double Quadrature(double[] a, double[] b)
    {
        const double Step = 0.0005;
        double sum = 0;
        for (double z = -9; z <= 9; z += Step)
            sum += Step * StandardNormal.Density(z) * Enumerable.Range(0, a.Length).Max(i => a[i] + b[i] * z);
        return sum - a.Max();
    }
}
