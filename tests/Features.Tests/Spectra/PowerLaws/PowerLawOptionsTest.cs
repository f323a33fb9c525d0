using TransferPredict.Features.Numerics;
using TransferPredict.Features.Spectra.PowerLaws;

namespace TransferPredict.Features.Tests.Spectra.PowerLaws;

public class PowerLawOptionsTest
{
    static readonly PowerLawOptions _clip = new() { ClipFingers = true };
    static readonly PowerLawOptions _without3 = new() { WithoutLargest = 3 };

    [Theory]
    [MemberData(nameof(GoldenPowerLaws.Names), MemberType = typeof(GoldenPowerLaws))]
    public void ClipFingers_AsWeightWatcher(string name)
    {
        GoldenPowerLaws golden = GoldenPowerLaws.Load(name);
        PowerLawResult.Fitted fit = Fitted(golden.Eigenvalues, _clip);
        AssertAsWeightWatcher(golden, "clip", fit);
        Assert.Equal(golden["clip.num_fingers"], fit.Fingers!.NumFingers);
        Assert.Equal(golden["clip.raw_alpha"], fit.Fingers.RawAlpha, 1e-11 * fit.Fingers.RawAlpha);
    }

    [Theory]
    [InlineData("fingers1", 1)]
    [InlineData("fingers2", 2)]
    public void ClipFingers_Planted(string name, int fingers)
    {
        double[] eigenvalues = GoldenPowerLaws.Load(name).Eigenvalues;
        PowerLawResult.Fitted fit = Fitted(eigenvalues, _clip);
        Assert.Equal(fingers, fit.Fingers!.NumFingers);
        Assert.True(fit.Alpha < fit.Fingers.RawAlpha - FingerClip.Drop);
        Assert.Equal(eigenvalues.OrderDescending().ElementAt(fingers + 1), fit.Xmax); // one more is left out than num_fingers says
        Assert.Equal(eigenvalues.Count(value => value >= fit.Xmin), fit.Spikes);
    }

    [Fact]
    public void ClipFingers_AsPlain()
    {
        int clipped = 0;
        for (int seed = 0; seed < 60; seed++)
        {
            SeededRandom random = new(seed, "fingers");
            double[] eigenvalues = new double[40];
            for (int i = 0; i < eigenvalues.Length; i++)
                eigenvalues[i] = i < 33 ? 10 * Math.Pow(Seeded.Uniform(ref random), 2) : 100 * Math.Pow(Seeded.Uniform(ref random), -0.15);
            PowerLawResult.Fitted expected = PlainPowerLaw.Clipped(eigenvalues)!, found = Fitted(eigenvalues, _clip);
            Assert.Equal((expected.Xmin, expected.Xmax, expected.Spikes, expected.Fingers!.NumFingers), (found.Xmin, found.Xmax, found.Spikes, found.Fingers!.NumFingers));
            Assert.Equal(expected.Alpha, found.Alpha, 1e-12 * expected.Alpha);
            Assert.Equal(expected.D, found.D, 1e-12);
            clipped += found.Fingers.NumFingers > 0 ? 1 : 0;
        }
        Assert.InRange(clipped, 5, 55); // both ways were taken
    }

    [Fact]
    public void ClipFingers_StopsAtTwo() // WeightWatcher's fit fails there: it clips on until nothing is left
    {
        PowerLawResult.Fitted fit = Fitted([1, 2, 3], _clip);
        Assert.Equal(0, fit.Fingers!.NumFingers);
        Assert.Equal(fit.Alpha, fit.Fingers.RawAlpha);
        Assert.Equal(PowerLawFit.Fit([1, 2, 3]), fit with { Fingers = null });
    }

    [Theory]
    [MemberData(nameof(GoldenPowerLaws.Names), MemberType = typeof(GoldenPowerLaws))]
    public void WithoutLargest_AsWeightWatcher(string name)
    {
        GoldenPowerLaws golden = GoldenPowerLaws.Load(name);
        AssertAsWeightWatcher(golden, "without3", Fitted(golden.Eigenvalues, _without3));
    }

    [Fact]
    public void WithoutLargest_AsIfNeverThere()
    {
        double[] values = [.. Seeded.Pareto(50, 2.5, 4).Order()];
        Assert.Equal(PowerLawFit.Fit(values.AsSpan(0, 47)), PowerLawFit.Fit(values, _without3));
    }

    [Fact]
    public void WithoutLargest_CountsFromAll() // zeros are part of the half that may go
    {
        Assert.IsType<PowerLawResult.Fitted>(PowerLawFit.Fit([0, 1, 2, 3, 4, 5], _without3));
        Assert.StartsWith("The 3 largest of 5 eigenvalues", Failed([1, 2, 3, 4, 5]));
        Assert.StartsWith("1 of 6 eigenvalues lie above 0.00001 without the 3 largest", Failed([0, 0, 2, 3, 4, 5]));
        Assert.StartsWith("0 of 6 eigenvalues", Failed([0, 0, 0, 0, 4, 5]));
    }

    [Fact]
    public void Contradictions_AreRefused()
    {
        AssertRefused(new PowerLawOptions { WithoutLargest = -1 }, "-1");
        AssertRefused(new PowerLawOptions { WithoutLargest = 2, ClipFingers = true }, "2 largest");
        AssertRefused(new PowerLawOptions { Kind = PowerLawKind.TruncatedAtPeak, ClipFingers = true }, "TruncatedAtPeak");

        static void AssertRefused(PowerLawOptions options, string text) =>
            Assert.Contains(text, Assert.Throws<ArgumentException>(() => PowerLawFit.Fit([1, 2, 3], options)).Message);
    }

    [Fact]
    public void FitFrom_Formulas()
    {
        PowerLawResult.Fitted fit = Assert.IsType<PowerLawResult.Fitted>(PowerLawFit.FitFrom([0.5, Math.E * Math.E, Math.E], 1));
        Assert.Equal(1 + 2.0 / 3, fit.Alpha, 1e-14);
        Assert.Equal(Math.Max(1 - Math.Exp(-2.0 / 3), 1 - Math.Exp(-4.0 / 3) - 0.5), fit.D, 1e-14);
        Assert.Equal(2.0 / 3 / Math.Sqrt(2), fit.Sigma, 1e-14);
        Assert.Equal((1, Math.E * Math.E, 2), (fit.Xmin, fit.Xmax, fit.Spikes));
    }

    [Fact]
    public void FitFrom_AsTheScanAtItsStart()
    {
        double[] values = Seeded.Pareto(300, 2.2, 9);
        PowerLawResult.Fitted scanned = Fitted(values, PowerLawOptions.Default);
        PowerLawResult.Fitted known = Assert.IsType<PowerLawResult.Fitted>(PowerLawFit.FitFrom(values, scanned.Xmin));
        Assert.Equal(scanned.Alpha, known.Alpha, 1e-11);
        Assert.Equal(scanned.D, known.D, 1e-12);
        Assert.Equal((scanned.Xmin, scanned.Xmax, scanned.Spikes), (known.Xmin, known.Xmax, known.Spikes));
    }

    [Fact]
    public void FitFrom_Edges()
    {
        Assert.StartsWith("1 of 3", Assert.IsType<PowerLawResult.Failed>(PowerLawFit.FitFrom([1, 2, 3], 2.5)).Reason);
        PowerLawResult.Fitted equal = Assert.IsType<PowerLawResult.Fitted>(PowerLawFit.FitFrom([2, 2, 1], 2));
        Assert.Equal((double.PositiveInfinity, 0.5), (equal.Alpha, equal.D));
        foreach (double bad in new[] { 0, -1, double.NaN, double.PositiveInfinity })
            Assert.Throws<ArgumentOutOfRangeException>(() => PowerLawFit.FitFrom([1, 2, 3], bad));
        Assert.Contains("place 1", Assert.Throws<ArgumentException>(() => PowerLawFit.FitFrom([1, double.NaN], 1)).Message);
    }

    static void AssertAsWeightWatcher(GoldenPowerLaws golden, string run, PowerLawResult.Fitted fit)
    {
        Assert.Equal(golden[run + ".alpha"], fit.Alpha, 1e-11 * fit.Alpha);
        Assert.Equal(golden[run + ".D"], fit.D, 1e-12);
        Assert.Equal(golden[run + ".sigma"], fit.Sigma, 1e-11 * fit.Sigma);
        Assert.Equal((golden[run + ".xmin"], golden[run + ".xmax"], golden[run + ".num_pl_spikes"]), (fit.Xmin, fit.Xmax, fit.Spikes));
    }

    static PowerLawResult.Fitted Fitted(double[] eigenvalues, PowerLawOptions options) =>
        Assert.IsType<PowerLawResult.Fitted>(PowerLawFit.Fit(eigenvalues, options));

    static string Failed(double[] eigenvalues) =>
        Assert.IsType<PowerLawResult.Failed>(PowerLawFit.Fit(eigenvalues, _without3)).Reason;
}
