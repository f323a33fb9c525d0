using TransferPredict.Features.Spectra;
using TransferPredict.Features.Spectra.Similarity;

namespace TransferPredict.Features.Tests.Spectra.Similarity;

public class NormalizedSpectrumTest
{
    [Fact]
    public void Create_SortsAndDividesByTheMean()
    {
        NormalizedSpectrum spectrum = NormalizedSpectrum.Create([6, 0, -1e-14, 2]);
        Assert.Equal([0, 0, 1, 3], spectrum.Values.ToArray());
        Assert.Equal(0.5 * Math.Log(3), spectrum.LogSingularValues[3], 1e-15);
        Assert.Equal(0.5 * Math.Log(NormalizedSpectrum.LogFloor), spectrum.LogSingularValues[0], 1e-14);
    }

    [Theory]
    [InlineData(1e-300)]
    [InlineData(1e300)]
    public void Create_AnyScale(double scale) =>
        Assert.Equal(0.75, NormalizedSpectrum.Create([3 * scale, 5 * scale, 4 * scale]).Values[0], 1e-15);

    [Fact]
    public void Density_HasMassOne()
    {
        foreach (double[] eigenvalues in new double[][] { Seeded.Pareto(256, 2, 1), [0, 0, 0, 1], [1], [1, 1, 1], [1e-9, 1e-2, 1] })
        {
            NormalizedSpectrum spectrum = NormalizedSpectrum.Create(eigenvalues);
            Assert.Equal(SpectralDensity.Points, spectrum.Density.Length);
            Assert.Equal(1, spectrum.Density.ToArray().Sum() * SpectralDensity.Step, 1e-12);
            Assert.DoesNotContain(spectrum.Density.ToArray(), value => !(value >= 0));
        }
    }

    [Fact]
    public void Density_AsPlain()
    {
        double[] eigenvalues = [.. Seeded.Pareto(40, 2, 1), 0, 1e-9];
        NormalizedSpectrum spectrum = NormalizedSpectrum.Create(eigenvalues);
        double[] expected = new double[141];
        foreach (double value in spectrum.Values)
        {
            double u = Math.Clamp(Math.Log10(value), -4, 3);
            double[] kernel = [.. Enumerable.Range(0, 141).Select(g => Math.Exp(-0.5 * Math.Pow((-4 + 0.05 * g - u) / 0.1, 2)))];
            for (int g = 0; g < 141; g++)
                expected[g] += kernel[g] / kernel.Sum() / spectrum.Count / 0.05;
        }
        for (int g = 0; g < 141; g++)
            Assert.Equal(expected[g], spectrum.Density[g], 1e-12);
    }

    [Fact]
    public void Density_OutsideCountsAtTheEnds()
    {
        NormalizedSpectrum spectrum = NormalizedSpectrum.Create([0, 0, 0, 1]);
        double[] density = spectrum.Density.ToArray();
        Assert.Equal(0.75, density[..20].Sum() * SpectralDensity.Step, 1e-12);
        Assert.Equal(92, Array.IndexOf(density, density[20..].Max())); // log10 4 = 0.602: point 92 is at 0.6
        Assert.Equal(0.6, SpectralDensity.LogAt(92), 1e-12);
    }

    [Fact]
    public void EffectiveRank_EqualSingularValues()
    {
        for (int n = 1; n <= 300; n++)
        {
            double[] eigenvalues = new double[n + 5];
            Array.Fill(eigenvalues, 0.3, 0, n);
            NormalizedSpectrum spectrum = NormalizedSpectrum.Create(eigenvalues);
            Assert.Equal((n, 1), (spectrum.EffectiveRank, spectrum.EffectiveConditionNumber));
        }
    }

    [Fact]
    public void EffectiveRank_ByHand()
    {
        // Singular values 6, 3, 1: entropy of .6, .3, .1 is 0.898, exp 2.45.
        NormalizedSpectrum spectrum = NormalizedSpectrum.Create([1, 36, 9]);
        Assert.Equal(2, spectrum.EffectiveRank);
        Assert.Equal(2, spectrum.EffectiveConditionNumber, 1e-15);
    }

    [Fact]
    public void Create_BadInput()
    {
        Assert.Contains("All 3 eigenvalues are 0", Error(0, 0, 0));
        Assert.Contains("empty", Error());
        Assert.Contains("place 1", Error(1, double.NaN));
        Assert.Contains("-3 was found at place 0", Error(-3, 1));
    }

    static string Error(params double[] eigenvalues) => Assert.Throws<ArgumentException>(() => NormalizedSpectrum.Create(eigenvalues)).Message;
}
