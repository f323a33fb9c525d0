using System.Collections.Immutable;
using TransferPredict.Training.Probing;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Tests.Probing;

public sealed class TargetBeliefTest
{
    const int Targets = 40;

    static readonly string[] _sources = ["a", "b", "c", "d", "e"];
    static readonly SettingErrors _errors = Errors(7);

    [Fact]
    public void Covariance_IsThatOfTheOtherTargets()
    {
        TargetBelief belief = TargetBelief.Create(_errors, "t3", _sources, [0.5, 0.5, 0.5, 0.5, 0.5]);
        double[] others = [.. _errors.Targets.Where(t => t.Group != "t3").SelectMany(t => t.Errors)];
        Assert.Equal(ResidualModel.Fit(others, 5).Covariance, belief.Scores.Covariance);
    }

    [Fact]
    public void ASourceThatWasNeverMeasuredHasTheLevel()
    {
        TargetBelief belief = TargetBelief.Create(_errors, "new", ["a", "x", "c"], [0.5, 0.5, 0.5]);
        ScoreBelief told = belief.Scores.Given([new Probe(0, 0.7), new Probe(2, 0.7)]);
        Assert.InRange(told.Mean[1], 0.55, 0.7); // the level of errors has most of their variance
    }

    [Fact]
    public void InTwoStepsAsInOne_InAnyOrder()
    {
        ScoreBelief scores = TargetBelief.Create(_errors, "new", _sources, [0.5, 0.4, 0.6, 0.5, 0.3]).Scores;
        Probe first = new(1, 0.55), second = new(4, 0.35);
        ScoreBelief once = scores.Given([first, second]), twice = scores.Given([first]).Given([second]), turned = scores.Given([second, first]);
        Assert.Equal(once.Mean, turned.Mean);
        Assert.All(once.Mean.Zip(twice.Mean), m => Assert.Equal(m.First, m.Second, 1e-12));
        Assert.All(once.Covariance.Zip(twice.Covariance), c => Assert.Equal(c.First, c.Second, 1e-12));
    }

    [Fact]
    public void Interval_WithoutProbesIsThatOfTheErrors_WithProbesNarrower()
    {
        TargetBelief belief = TargetBelief.Create(_errors, "new", _sources, [0.5, 0.5, 0.5, 0.5, 0.5]);
        ConformalInterval plain = ConformalInterval.Fit(_errors.Targets.SelectMany(t => t.Errors.Where(e => !double.IsNaN(e)).Select(e => (t.Group, Math.Abs(e)))), 0.8);
        Assert.Equal(plain, belief.Interval([], 0.8));
        ConformalInterval probed = belief.Interval([0, 1], 0.8);
        Assert.True(probed.HalfWidth < 0.7 * plain.HalfWidth, $"{probed.HalfWidth} with probes, {plain.HalfWidth} without");
    }

    [Fact]
    public void CovarianceWithout_IsThatOfTheOthersUnderTheSamePrior()
    {
        double[][] rows = [.. _errors.Targets.Select(t => t.Errors.ToArray())];
        ResidualModel model = ResidualModel.Fit([.. rows.SelectMany(r => r)], 5);
        double[] without = model.CovarianceWithout(rows[0]);
        // Complete rows: C is the plain sum of products.
        for (int i = 0; i < 5; i++)
        {
            for (int j = 0; j < 5; j++)
            {
                double sum = rows.Skip(1).Sum(r => r[i] * r[j]), prior = model.LevelVariance + (i == j ? model.OwnVariance : 0);
                Assert.Equal((sum + model.PriorTargets * prior) / (Targets - 1 + model.PriorTargets), without[i * 5 + j], 1e-12);
            }
        }
        Assert.Throws<ArgumentException>(() => model.CovarianceWithout([0.1]));
    }

    [Fact]
    public void WithoutErrorsOfOtherTargets() => Assert.Contains("held-out errors", Assert.Throws<InvalidDataException>(
        () => TargetBelief.Create(_errors, "new", ["x", "y"], [0.5, 0.5])).Message, StringComparison.Ordinal);

    /// <summary>A level of standard deviation 0.1 in common, 0.03 of each pair's own.</summary>
    static SettingErrors Errors(int seed)
    {
        var random = new Random(seed);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return new SettingErrors([.. _sources],
        [
            .. Enumerable.Range(0, Targets).Select(t =>
            {
                double level = 0.1 * Normal();
                return new TargetErrors($"t{t}_Latn", $"t{t}", [.. _sources.Select(_ => level + 0.03 * Normal())]);
            }),
        ]);
    }
}
