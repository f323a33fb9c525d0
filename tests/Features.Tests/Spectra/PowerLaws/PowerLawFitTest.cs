using TransferPredict.Features.Numerics;
using TransferPredict.Features.Spectra;
using TransferPredict.Features.Spectra.PowerLaws;

namespace TransferPredict.Features.Tests.Spectra.PowerLaws;

public class PowerLawFitTest
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(65)]
    [InlineData(256)]
    public void Fit_AsPlain(int count)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            SeededRandom random = new(seed, "spectrum");
            double[] lognormal = new double[count];
            for (int i = 0; i < count; i++)
                lognormal[i] = Math.Exp(2 * Seeded.Gaussian(ref random));
            AssertAsPlain(lognormal);
            AssertAsPlain([.. lognormal.Select(value => Math.Round(value, 1) + 0.1)]); // ties
            AssertAsPlain(Seeded.Pareto(count, 1.5 + seed / 5.0, seed));
        }
    }

    [Theory]
    [MemberData(nameof(GoldenSpectrum.Names), MemberType = typeof(GoldenSpectrum))]
    public void Fit_GoldenAsPlain(string name) => AssertAsPlain(GoldenSpectrum.Load(name).Eigenvalues);

    [Theory]
    [InlineData(1.6)]
    [InlineData(2.5)]
    [InlineData(4)]
    [InlineData(7)]
    public void Fit_RecoversTheExponent(double alpha)
    {
        PowerLawResult.Fitted fit = Fitted(Seeded.Pareto(3000, alpha, 11));
        Assert.InRange(fit.Alpha, alpha - 4 * fit.Sigma, alpha + 4 * fit.Sigma);
        Assert.InRange(fit.D, 0, 0.04);
        Assert.InRange(fit.Spikes, 300, 3000); // every start is as good as another; chance decides
    }

    [Fact]
    public void Fit_FindsWhereTheTailBegins()
    {
        SeededRandom random = new(5, "bulk");
        double[] bulk = new double[500];
        for (int i = 0; i < bulk.Length; i++)
            bulk[i] = 0.2 + 0.8 * Seeded.Uniform(ref random);
        PowerLawResult.Fitted fit = Fitted([.. bulk, .. Seeded.Pareto(500, 2.5, 3)]);
        Assert.InRange(fit.Xmin, 0.9, 1.6);
        Assert.InRange(fit.Alpha, 2.2, 2.8);
    }

    [Fact]
    public void Fit_ScaleMovesOnlyTheEnds()
    {
        double[] values = Seeded.Pareto(200, 3, 8);
        PowerLawResult.Fitted fit = Fitted(values), scaled = Fitted([.. values.Select(value => value * 8)]);
        Assert.Equal(fit.Alpha, scaled.Alpha, 1e-11);
        Assert.Equal(fit.D, scaled.D, 1e-12);
        Assert.Equal(8 * fit.Xmin, scaled.Xmin);
        Assert.Equal(8 * fit.Xmax, scaled.Xmax);
    }

    [Fact]
    public void Fit_OrderDoesNotMatter()
    {
        double[] values = Seeded.Pareto(100, 3, 8);
        Assert.Equal(Fitted([.. values.Order()]), Fitted([.. values.OrderDescending()]));
    }

    [Fact]
    public void Fit_Two()
    {
        PowerLawResult.Fitted fit = Fitted([1, Math.E]);
        Assert.Equal(3, fit.Alpha, 1e-14);
        Assert.Equal(0.5 - Math.Exp(-2), fit.D, 1e-14);
        Assert.Equal(2 / Math.Sqrt(2), fit.Sigma, 1e-14);
        Assert.Equal((1, Math.E, 2), (fit.Xmin, fit.Xmax, fit.Spikes));
    }

    [Fact]
    public void Fit_AllEqual()
    {
        PowerLawResult.Fitted fit = Fitted([3, 3, 3, 3]);
        Assert.Equal((double.PositiveInfinity, 0.5, double.PositiveInfinity, 3, 3, 4), (fit.Alpha, fit.D, fit.Sigma, fit.Xmin, fit.Xmax, fit.Spikes));
    }

    [Theory]
    [InlineData(new double[0], "0 of 0 eigenvalues lie above 0.00001")]
    [InlineData(new[] { 0.0, 0, 0 }, "0 of 3")]
    [InlineData(new[] { 1e-5, 0, 7, -1e-18 }, "1 of 4")] // the threshold itself is out
    public void Fit_TooFew(double[] eigenvalues, string reason) =>
        Assert.StartsWith(reason, Assert.IsType<PowerLawResult.Failed>(PowerLawFit.Fit(eigenvalues)).Reason);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Fit_NotFinite(double bad) =>
        Assert.Contains("place 2", Assert.Throws<ArgumentException>(() => PowerLawFit.Fit([1, 2, bad])).Message);

    static PowerLawResult.Fitted Fitted(double[] eigenvalues) => Assert.IsType<PowerLawResult.Fitted>(PowerLawFit.Fit(eigenvalues));

    static void AssertAsPlain(double[] eigenvalues)
    {
        PowerLawResult.Fitted expected = PlainPowerLaw.Fit(eigenvalues), found = Fitted(eigenvalues);
        Assert.Equal((expected.Xmin, expected.Xmax, expected.Spikes), (found.Xmin, found.Xmax, found.Spikes));
        Assert.Equal(expected.D, found.D, 1e-12);
        Assert.Equal(expected.Alpha, found.Alpha, 1e-12 * expected.Alpha);
        Assert.Equal(expected.Sigma, found.Sigma, 1e-12 * expected.Sigma);
    }
}
