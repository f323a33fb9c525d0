using TransferPredict.Features.Numerics;
using TransferPredict.Features.Spectra.PowerLaws;

namespace TransferPredict.Features.Tests.Spectra.PowerLaws;

public class PowerLawGoodnessTest
{
    [Fact]
    public void PValue_AsPlain()
    {
        double[] values = [.. Bulk(30, 1), .. Seeded.Pareto(40, 2.5, 2)];
        PowerLawResult.Fitted fit = Fitted(values);
        Assert.InRange(fit.Spikes, 10, 69); // a body to draw from, too
        Assert.Equal(Plain(values, fit, 200, 6), PowerLawGoodness.PValue(values, fit, 200, 6, 1, default));
    }

    [Fact]
    public void PValue_SameForAnyThreadsAndOrder()
    {
        double[] values = Seeded.Pareto(100, 2.5, 2);
        PowerLawResult.Fitted fit = Fitted(values);
        double expected = PowerLawGoodness.PValue(values, fit, 300, 4, 1, default);
        Assert.Equal(expected, PowerLawGoodness.PValue(values, fit, 300, 4, 3, default));
        Assert.Equal(expected, PowerLawGoodness.PValue([.. values.Order()], fit, 300, 4, -1, default));
        Assert.Contains(Enumerable.Range(5, 3), seed => PowerLawGoodness.PValue(values, fit, 300, seed, 2, default) != expected);
    }

    [Fact]
    public void PValue_UniformForPowerLaws()
    {
        double[] p = [.. Enumerable.Range(0, 40).Select(seed => PValue(Seeded.Pareto(120, 2.5, seed), 200))];
        Assert.InRange(p.Average(), 0.35, 0.65); // 4 standard errors of the mean of 40 are 0.18
        Assert.InRange(p.Count(value => value < 0.1), 0, 10);
        Assert.InRange(p.Count(value => value > 0.9), 0, 10);
        Assert.InRange(p.Count(value => value < 0.5), 10, 30);
    }

    [Fact]
    public void PValue_SmallForOtherLaws()
    {
        for (int seed = 0; seed < 5; seed++)
        {
            SeededRandom random = new(seed, "exponential");
            double[] exponential = new double[1000];
            for (int i = 0; i < exponential.Length; i++)
                exponential[i] = 0.1 - Math.Log(Seeded.Uniform(ref random));
            // Over the whole sample: a scan may find a short tail at the top that no test can refute.
            PowerLawResult.Fitted whole = Assert.IsType<PowerLawResult.Fitted>(PowerLawFit.FitFrom(exponential, exponential.Min()));
            Assert.Equal(0, PowerLawGoodness.PValue(exponential, whole, 200, 1, 2, default));
            Assert.InRange(PValue(Bulk(400, seed), 200), 0, 0.05);
        }
    }

    [Fact]
    public void PValue_LeavesOutWhatTheFitLeftOut()
    {
        double[] values = [.. Seeded.Pareto(60, 2.5, 2).Order()];
        PowerLawResult.Fitted clipped = Assert.IsType<PowerLawResult.Fitted>(PowerLawFit.Fit(values, new PowerLawOptions { WithoutLargest = 5 }));
        Assert.Equal(
            PowerLawGoodness.PValue(values.AsSpan(0, 55), Fitted(values[..55]), 100, 3, 1, default),
            PowerLawGoodness.PValue(values, clipped, 100, 3, 1, default));
    }

    [Fact]
    public void PValue_Edges()
    {
        Assert.Equal(1, PowerLawGoodness.PValue([3, 3, 3, 3], Fitted([3, 3, 3, 3]), 20, 1, 1, default)); // replicas are all equal too
        Assert.Equal(1, PowerLawGoodness.PValue([1, 2], Fitted([1, 2]), 20, 1, 1, default)); // D of two distinct values is always the same
        Assert.InRange(PowerLawGoodness.PValue([1e300, 2e300, 1e-4, 7e299], Fitted([1e300, 2e300, 1e-4, 7e299]), 20, 1, 1, default), 0, 1);
    }

    [Fact]
    public void PValue_Refusals()
    {
        double[] values = Seeded.Pareto(50, 2.5, 1);
        PowerLawResult.Fitted fit = Fitted(values);
        Assert.Throws<ArgumentOutOfRangeException>(() => PowerLawGoodness.PValue(values, fit, 0, 1, 1, default));
        Assert.Throws<ArgumentOutOfRangeException>(() => PowerLawGoodness.PValue(values, fit, 1, 1, 0, default));
        Assert.Contains("place 1", Assert.Throws<ArgumentException>(() => PowerLawGoodness.PValue([1, double.NaN], fit, 1, 1, 1, default)).Message);
        Assert.Contains("0 of the eigenvalues", Assert.Throws<ArgumentException>(() => PowerLawGoodness.PValue([0.1, 0.2], fit, 1, 1, 1, default)).Message);
        Assert.Contains("Lambda 0.5", Assert.Throws<ArgumentException>(() => PowerLawGoodness.PValue(values, fit with { Lambda = 0.5 }, 1, 1, 1, default)).Message);
        Assert.Throws<OperationCanceledException>(() => PowerLawGoodness.PValue(values, fit, 100, 1, 1, new CancellationToken(true)));
    }

    [Fact]
    public void AnyBelow_AsBest()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            double[] logs = PowerLawScan.Logarithms(Seeded.Pareto(10 + seed, 2, seed).Order().ToArray());
            double d = PowerLawScan.Best(logs, 10 + seed).D;
            Assert.False(PowerLawScan.AnyBelow(logs, 10 + seed, d));
            Assert.True(PowerLawScan.AnyBelow(logs, 10 + seed, Math.BitIncrement(d)));
        }
    }

    // The same draws, with values instead of logarithms and whole fits instead of a question.
    static double Plain(double[] values, PowerLawResult.Fitted fit, int replicas, long seed)
    {
        double[] body = [.. values.Where(value => value < fit.Xmin).Order()];
        int reached = 0;
        for (int replica = 0; replica < replicas; replica++)
        {
            SeededRandom random = new(seed, $"power law/{replica}");
            double[] drawn = new double[values.Length];
            for (int i = 0; i < drawn.Length; i++)
            {
                drawn[i] = random.Next(values.Length) < values.Length - body.Length
                    ? fit.Xmin * Math.Pow(Seeded.Uniform(ref random), -1 / (fit.Alpha - 1))
                    : body[random.Next(body.Length)];
            }
            reached += PlainPowerLaw.Fit(drawn).D >= fit.D ? 1 : 0;
        }
        return (double)reached / replicas;
    }

    // Numbers between 0.2 and 1.2 with a bump in the middle: no power law.
    static double[] Bulk(int count, int seed)
    {
        SeededRandom random = new(seed, "bulk");
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
            values[i] = 0.2 + 0.5 * (Seeded.Uniform(ref random) + Seeded.Uniform(ref random));
        return values;
    }

    static double PValue(double[] values, int replicas) => PowerLawGoodness.PValue(values, Fitted(values), replicas, 1, 2, default);

    static PowerLawResult.Fitted Fitted(double[] values) => Assert.IsType<PowerLawResult.Fitted>(PowerLawFit.Fit(values));
}
