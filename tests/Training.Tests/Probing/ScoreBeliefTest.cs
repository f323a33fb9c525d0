using MathNet.Numerics.LinearAlgebra;
using TransferPredict.Training.Probing;

namespace TransferPredict.Training.Tests.Probing;

public sealed class ScoreBeliefTest
{
    const int Sources = 7;

    [Fact]
    public void NoProbesGiveThePriorBack() => Assert.Same(_belief, _belief.Given([]));

    [Fact]
    public void AProbeWithInfiniteNoiseChangesNothing()
    {
        Assert.Same(_belief, _belief.Given([new Probe(2, 0.9, double.PositiveInfinity)]));
        Probe certain = new(4, 0.2);
        ScoreBelief alone = _belief.Given([certain]), beside = _belief.Given([certain, new Probe(1, 0.9, double.PositiveInfinity)]);
        Assert.Equal(alone.Mean, beside.Mean);
        Assert.Equal(alone.Covariance, beside.Covariance);
    }

    [Fact]
    public void MatchesPlainConditioning()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            ScoreBelief belief = Random(seed);
            var random = new Random(seed);
            Probe[] probes = [.. Enumerable.Range(0, Sources).Where(_ => random.Next(2) == 0).Select(s => new Probe(s, random.NextDouble(), random.Next(2) * 0.01))];
            (double[] mean, double[] covariance) = Plain(belief, probes);
            ScoreBelief given = belief.Given(probes);
            Near(mean, given.Mean, 1e-10);
            Near(covariance, given.Covariance, 1e-10);
        }
    }

    [Fact]
    public void ACertainProbeIsBelievedAndTheOthersAreNoLessSure()
    {
        ScoreBelief given = _belief.Given([new Probe(3, 0.77)]);
        Assert.Equal((0.77, 0), (given.Mean[3], given.Deviation(3))); // exactly, so that equal scores are equal
        Assert.All(Enumerable.Range(0, Sources), s => Assert.True(given.Deviation(s) <= _belief.Deviation(s) + 1e-12));
    }

    [Fact]
    public void EqualSurprisesShiftTheLevel()
    {
        // A level common to all and small errors of each source's own: what all probes have too much, the others have too.
        double[] covariance = [.. Enumerable.Range(0, Sources * Sources).Select(i => 0.01 + (i / Sources == i % Sources ? 1e-6 : 0))];
        ScoreBelief belief = new([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7], covariance);
        ScoreBelief given = belief.Given([new Probe(0, 0.25), new Probe(2, 0.45), new Probe(5, 0.75)]);
        Assert.All(Enumerable.Range(0, Sources), s => Assert.Equal(belief.Mean[s] + 0.15, given.Mean[s], 1e-4));
    }

    [Fact]
    public void TheOrderOfProbesDoesNotMatterAtAll()
    {
        Probe[] probes = [new(5, 0.4, 0.001), new(0, 0.7), new(3, 0.55)];
        ScoreBelief one = _belief.Given(probes), other = _belief.Given([probes[2], probes[0], probes[1]]);
        Assert.Equal(one.Mean, other.Mean);
        Assert.Equal(one.Covariance, other.Covariance);
    }

    [Fact]
    public void TheOrderOfSourcesDoesNotMatter()
    {
        int[] order = [4, 2, 6, 0, 5, 1, 3];
        var permuted = new ScoreBelief([.. order.Select(s => _belief.Mean[s])], [.. order.SelectMany(a => order.Select(b => _belief.Covariance[a * Sources + b]))]);
        ScoreBelief plain = _belief.Given([new Probe(2, 0.8), new Probe(6, 0.1)]), other = permuted.Given([new Probe(1, 0.8), new Probe(2, 0.1)]);
        Near([.. order.Select(s => plain.Mean[s])], other.Mean, 1e-12);
        Near([.. order.SelectMany(a => order.Select(b => plain.Covariance[a * Sources + b]))], other.Covariance, 1e-12);
    }

    [Fact]
    public void OneAfterTheOtherIsAsBothAtOnce()
    {
        ScoreBelief once = _belief.Given([new Probe(2, 0.8, 0.002), new Probe(6, 0.1, 0.003)]);
        ScoreBelief twice = _belief.Given([new Probe(2, 0.8, 0.002)]).Given([new Probe(6, 0.1, 0.003)]);
        Near(once.Mean, twice.Mean, 1e-10);
        Near(once.Covariance, twice.Covariance, 1e-10);
    }

    [Theory]
    [InlineData(7, 0.5, 0.0, "source 7")]
    [InlineData(-1, 0.5, 0.0, "source -1")]
    [InlineData(1, double.NaN, 0.0, "expected a finite score")]
    [InlineData(1, 0.5, -0.1, "variance of 0 or more")]
    public void RefusesBadProbes(int source, double score, double noise, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => _belief.Given([new Probe(source, score, noise)])).Message);

    [Fact]
    public void RefusesWhatIsNoBelief()
    {
        Assert.Contains("at most once", Assert.Throws<ArgumentException>(() => _belief.Given([new Probe(1, 0.5), new Probe(1, 0.5)])).Message);
        Assert.Contains("positive definite", Assert.Throws<ArgumentException>(() => new ScoreBelief([0, 0], [1, 1, 1, 1]).Given([new Probe(0, 1), new Probe(1, 1)])).Message);
        Assert.Contains("expected 4", Assert.Throws<ArgumentException>(() => new ScoreBelief([0, 0], [1]).Given([])).Message);
    }

    static readonly ScoreBelief _belief = Random(1);

    static ScoreBelief Random(int seed)
    {
        var random = new Random(seed);
        Matrix<double> factor = Matrix<double>.Build.Dense(Sources, Sources, (_, _) => random.NextDouble() - 0.5);
        Matrix<double> covariance = factor * factor.Transpose() + Matrix<double>.Build.DenseIdentity(Sources) * 0.01;
        return new ScoreBelief([.. Enumerable.Range(0, Sources).Select(_ => random.NextDouble())], covariance.ToRowMajorArray());
    }

    /// <summary>Σ_aa - Σ_ap (Σ_pp + N)⁻¹ Σ_pa and the like, with an explicit inverse.</summary>
    static (double[] Mean, double[] Covariance) Plain(ScoreBelief belief, Probe[] probes)
    {
        Matrix<double> all = Matrix<double>.Build.DenseOfRowMajor(Sources, Sources, belief.Covariance);
        Vector<double> mean = Vector<double>.Build.DenseOfArray(belief.Mean);
        if (probes.Length == 0)
            return (belief.Mean, belief.Covariance);
        Matrix<double> pick = Matrix<double>.Build.Dense(probes.Length, Sources, (i, s) => probes[i].Source == s ? 1 : 0);
        Matrix<double> noise = Matrix<double>.Build.DenseOfDiagonalArray([.. probes.Select(p => p.NoiseVariance)]);
        Matrix<double> gain = all * pick.Transpose() * (pick * all * pick.Transpose() + noise).Inverse();
        Vector<double> surprise = Vector<double>.Build.DenseOfArray([.. probes.Select(p => p.Score)]) - pick * mean;
        return ((mean + gain * surprise).ToArray(), (all - gain * pick * all).ToRowMajorArray());
    }

    static void Near(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], tolerance);
    }
}
