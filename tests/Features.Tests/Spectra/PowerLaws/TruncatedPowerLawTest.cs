using TransferPredict.Features.Numerics;
using TransferPredict.Features.Spectra.PowerLaws;

namespace TransferPredict.Features.Tests.Spectra.PowerLaws;

public class TruncatedPowerLawTest
{
    static readonly PowerLawOptions _truncated = new() { Kind = PowerLawKind.Truncated };
    static readonly PowerLawOptions _atPeak = new() { Kind = PowerLawKind.TruncatedAtPeak };
    static readonly Dictionary<string, PowerLawOptions> _runs = new()
    {
        ["tpl"] = _truncated,
        ["etpl"] = _atPeak with { PeakRangeOfWeightWatcher = true },
        ["tplclip"] = _truncated with { ClipFingers = true },
    };

    public static TheoryData<string, string> Goldens()
    {
        TheoryData<string, string> all = [];
        foreach (string name in GoldenPowerLaws.All())
        {
            foreach (string run in _runs.Keys)
                all.Add(name, run);
        }
        return all;
    }

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Law_IsTheMaximum(string name, string run)
    {
        GoldenPowerLaws golden = GoldenPowerLaws.Load(name);
        double[] tail = Tail(golden, run);
        TruncatedTail found = TruncatedScan.At(tail, PowerLawScan.Logarithms(tail), tail.Length, 0)!.Value;
        Assert.Equal(golden[$"exact.{run}.alpha"], found.Alpha, 1e-9 * found.Alpha);
        Assert.Equal(golden[$"exact.{run}.Lambda"], found.Lambda, 1e-8 * found.Lambda);
        Assert.Equal(golden[$"exact.{run}.D"], found.D, 1e-9);

        double likelihood = PlainTruncatedLaw.LogLikelihood(tail, found.Alpha, found.Lambda);
        Assert.Equal(golden[$"exact.{run}.loglikelihood"], likelihood, 1e-7);
        Assert.True(golden[$"exact.{run}.loglikelihood"] >= golden[run + ".loglikelihood"] - 1e-9);
    }

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Fit_AsWeightWatcherWhereItsOptimizerArrives(string name, string run)
    {
        GoldenPowerLaws golden = GoldenPowerLaws.Load(name);
        PowerLawResult.Fitted fit = Fitted(golden.Eigenvalues, _runs[run]);
        if (run == "tplclip")
        {
            if (name == "tied") // for this run WeightWatcher uses powerlaw's fit, which merges equal eigenvalues
                return;
            Assert.Equal(golden[run + ".num_fingers"], fit.Fingers!.NumFingers);
            Assert.Equal(golden[run + ".raw_alpha"], fit.Fingers.RawAlpha, 1e-9 * fit.Fingers.RawAlpha);
        }
        else
        {
            Assert.Null(fit.Fingers);
        }
        if (golden[$"exact.{run}.loglikelihood"] - golden[run + ".loglikelihood"] < 1e-6)
        {
            Assert.Equal((golden[run + ".xmin"], golden[run + ".num_pl_spikes"]), (fit.Xmin, fit.Spikes));
            Assert.Equal(golden[run + ".alpha"], fit.Alpha, 1e-3);
            Assert.Equal(golden[run + ".Lambda"], fit.Lambda!.Value, 1e-4);
            if (run != "tplclip") // there WeightWatcher's D is that of the pure power law
                Assert.Equal(golden[run + ".D"], fit.D, 1e-4);
        }
    }

    [Fact]
    public void Fit_AsPlain()
    {
        for (int seed = 0; seed < 4; seed++)
        {
            SeededRandom random = new(seed, "truncated");
            double[] values = new double[15];
            for (int i = 0; i < values.Length; i++)
                values[i] = seed % 2 == 0 ? Math.Exp(Seeded.Gaussian(ref random)) : Math.Round(4 * Seeded.Uniform(ref random), 1) + 0.1;
            Array.Sort(values);
            (double D, int Index, double A, double C) best = (double.PositiveInfinity, 0, 0, 0);
            for (int i = values.Length - 2; i >= 0; i--)
            {
                if (values[i] == values[^1] || i > 0 && values[i] == values[i - 1])
                    continue;
                (double a, double c) = PlainTruncatedLaw.Fit(values[i..]);
                double d = PlainTruncatedLaw.Distance(values[i..], a, c);
                if (d <= best.D)
                    best = (d, i, a, c);
            }
            PowerLawResult.Fitted fit = Fitted(values, _truncated);
            Assert.Equal(values[best.Index], fit.Xmin);
            Assert.Equal(best.D, fit.D, 1e-7);
            Assert.Equal(1 + best.A, fit.Alpha, 1e-5);
            Assert.Equal(best.C / fit.Xmin, fit.Lambda!.Value, 1e-5);
        }
    }

    [Theory]
    [InlineData(1.5, 0.05)]
    [InlineData(2.2, 0.2)]
    [InlineData(3, 0.1)]
    public void Fit_RecoversTheLaw(double alpha, double lambda)
    {
        double[] values = Draw(4000, alpha, lambda);
        PowerLawResult.Fitted fit = Fitted(values, _truncated);
        Assert.InRange(fit.Alpha, alpha - 4 * fit.Sigma, alpha + 4 * fit.Sigma);
        Assert.InRange(fit.Lambda!.Value, 0.5 * lambda, 2 * lambda);
        Assert.InRange(fit.D, 0, 0.03);
    }

    [Fact]
    public void Fit_PowerLawAtTheEdge() // Lambda = 0: the pure power law is the best truncated one
    {
        double[] values = [.. Seeded.Pareto(200, 3.5, 3).Order(), 500];
        TruncatedTail tail = TruncatedScan.At(values, PowerLawScan.Logarithms(values), values.Length, 0)!.Value;
        Assert.Equal(0, tail.Lambda);
        PowerLawResult.Fitted power = Assert.IsType<PowerLawResult.Fitted>(PowerLawFit.FitFrom(values, values[0]));
        Assert.Equal(power.Alpha, tail.Alpha, 1e-12);
        Assert.Equal(power.Sigma, tail.Sigma, 1e-12);
        Assert.Equal(power.D, tail.D, 1e-12);
    }

    [Fact]
    public void Fit_ExponentAtTheEdge() // alpha = 1: a smaller exponent would fit better still, but powerlaw's range ends there
    {
        double[] values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
        TruncatedTail tail = TruncatedScan.At(values, PowerLawScan.Logarithms(values), values.Length, 0)!.Value;
        Assert.Equal(1, tail.Alpha);
        (double a, double c) = PlainTruncatedLaw.Fit(values);
        Assert.Equal(0, a);
        Assert.Equal(c, tail.Lambda, 1e-8);
        Assert.InRange(tail.Sigma, 0.1, 10);
    }

    [Fact]
    public void Peak_IsTheFullestBin()
    {
        double[] values = [.. Enumerable.Range(0, 100).Select(i => Math.Pow(10, i / 50.0)), .. Enumerable.Repeat(7.5, 10)];
        Array.Sort(values);
        double peak = SpectrumPeak.Of(values);
        Assert.InRange(7.5 / peak, 1, Math.Pow(10, 1.98 / 100)); // within its bin
        Assert.Equal((0.95 * peak, 1.5 * peak), SpectrumPeak.Range(values, false));
        Assert.Equal(Math.Log10(0.95 * peak), SpectrumPeak.Range(values, true).Low, 1e-14);
        Assert.InRange(SpectrumPeak.Of([5, 5]), 5 * Math.Pow(10, -0.0101), 5 * (1 + 1e-14)); // the middle of a unit of log10 about a single value
        PowerLawResult.Fitted fit = Fitted(values, _atPeak);
        Assert.InRange(fit.Xmin, 0.95 * peak, 1.5 * peak);
    }

    [Fact]
    public void Edges()
    {
        foreach (PowerLawOptions options in new[] { _truncated, _atPeak, _truncated with { ClipFingers = true } })
        {
            Assert.StartsWith("0 of 0", Failed([], options));
            Assert.StartsWith("1 of 2", Failed([0, 4], options));
            Assert.Contains("2 distinct", Failed([3, 3, 3], options));
            Assert.Throws<ArgumentException>(() => PowerLawFit.Fit([1, double.NaN], options));
        }
        PowerLawResult.Fitted two = Fitted([1, 3], _truncated);
        Assert.Equal((1, 3, 2), (two.Xmin, two.Xmax, two.Spikes));
        Assert.InRange(two.Alpha, 1, 100);
        Assert.InRange(two.D, 0, 0.5);
    }

    [Theory]
    [InlineData(1e-4)]
    [InlineData(1e150)]
    [InlineData(1e300)]
    public void HugeAndSmallScales(double scale)
    {
        double[] values = Draw(60, 1.8, 0.1);
        PowerLawResult.Fitted fit = Fitted(values, _truncated), scaled = Fitted([.. values.Select(value => scale * value)], _truncated);
        Assert.Equal(fit.Alpha, scaled.Alpha, 1e-8);
        Assert.Equal(fit.Lambda!.Value, scaled.Lambda!.Value * scale, 1e-8);
        Assert.Equal(fit.D, scaled.D, 1e-9);
    }

    [Fact]
    public void VeryWideAndVeryNarrowSpectra()
    {
        foreach (double[] values in new double[][] { [1e-4, 1, 1e300], [1, 1 + 1e-15, 1 + 2e-15], [2e-5, 1e308], [7, 7 + 1e-9, 7 + 3e-9, 7 + 4e-9], [1, 1, 1, 1e9] })
        {
            PowerLawResult.Fitted fit = Fitted(values, _truncated);
            Assert.InRange(fit.Alpha, 1, double.MaxValue);
            Assert.InRange(fit.Lambda!.Value, 0, double.MaxValue);
            Assert.InRange(fit.D, 0, 1);
            Assert.InRange(fit.Sigma, 0, double.MaxValue);
        }
    }

    // By rejection from the pure power law.
    static double[] Draw(int count, double alpha, double lambda)
    {
        SeededRandom random = new(31, "draws");
        List<double> values = [];
        while (values.Count < count)
        {
            double x = Math.Pow(Seeded.Uniform(ref random), -1 / (alpha - 1));
            if (Seeded.Uniform(ref random) < Math.Exp(-lambda * (x - 1)))
                values.Add(x);
        }
        return [.. values];
    }

    // The eigenvalues WeightWatcher took: fingers, one more than it says, are not among them.
    static double[] Tail(GoldenPowerLaws golden, string run)
    {
        int leftOut = run == "tplclip" && golden[run + ".num_fingers"] > 0 ? (int)golden[run + ".num_fingers"] + 1 : 0;
        return [.. golden.Eigenvalues.Order().SkipLast(leftOut).Where(value => value >= golden[run + ".xmin"])];
    }

    static PowerLawResult.Fitted Fitted(double[] eigenvalues, PowerLawOptions options) =>
        Assert.IsType<PowerLawResult.Fitted>(PowerLawFit.Fit(eigenvalues, options));

    static string Failed(double[] eigenvalues, PowerLawOptions options) =>
        Assert.IsType<PowerLawResult.Failed>(PowerLawFit.Fit(eigenvalues, options)).Reason;
}
