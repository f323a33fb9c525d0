using TransferPredict.Features.Spectra;
using TransferPredict.Features.Spectra.Similarity;

namespace TransferPredict.Features.Tests.Spectra.Similarity;

public class SpectrumSimilarityTest
{
    static readonly NormalizedSpectrum _steep = NormalizedSpectrum.Create(Seeded.Pareto(256, 1.8, 1));
    static readonly NormalizedSpectrum _flat = NormalizedSpectrum.Create(Seeded.Pareto(256, 4, 2));
    static readonly NormalizedSpectrum _flatter = NormalizedSpectrum.Create(Seeded.Pareto(256, 4.5, 3));

    public static TheoryData<string> Measures => [.. _measures.Keys];

    static readonly Dictionary<string, (Func<NormalizedSpectrum, NormalizedSpectrum, double> Measure, double Same, double Low, double High)> _measures = new()
    {
        ["ks"] = (SpectrumSimilarity.KolmogorovSmirnov, 0, 0, 1),
        ["density pearson"] = (SpectrumSimilarity.DensityPearson, 1, -1, 1),
        ["density cosine"] = (SpectrumSimilarity.DensityCosine, 1, 0, 1),
        ["sorted pearson"] = ((a, b) => SpectrumSimilarity.SortedPearson(a, b)!.Value, 1, 0, 1),
        ["sorted cosine"] = (SpectrumSimilarity.SortedCosine, 1, 0, 1),
        ["svg"] = (SpectrumSimilarity.SingularValueGap, 0, 0, double.MaxValue),
        ["combined"] = (Combined, 1, 1e-4, 1),
    };

    [Theory]
    [MemberData(nameof(Measures))]
    public void Identities(string name)
    {
        (Func<NormalizedSpectrum, NormalizedSpectrum, double> measure, double same, double low, double high) = _measures[name];
        NormalizedSpectrum[] all = [_steep, _flat, _flatter];
        foreach (NormalizedSpectrum a in all)
        {
            Assert.Equal(same, measure(a, a));
            foreach (NormalizedSpectrum b in all)
            {
                Assert.InRange(measure(a, b), low, high);
                Assert.Equal(measure(a, b), measure(b, a)); // to the last bit
                if (a != b)
                    Assert.NotEqual(same, measure(a, b));
            }
        }
        // The two flat ones are closer to each other than to the steep one.
        Assert.True(Math.Abs(measure(_flat, _flatter) - same) < Math.Abs(measure(_flat, _steep) - same));
    }

    [Theory]
    [MemberData(nameof(Measures))]
    public void ScaleDropsOut(string name)
    {
        Func<NormalizedSpectrum, NormalizedSpectrum, double> measure = _measures[name].Measure;
        NormalizedSpectrum scaled = NormalizedSpectrum.Create([.. Seeded.Pareto(256, 4, 2).Select(x => x * 1024)]);
        Assert.Equal(measure(_flat, _steep), measure(scaled, _steep));
    }

    [Theory]
    [InlineData(new[] { 1.0, 3 }, new[] { 2.0, 2 }, 0.5)]
    [InlineData(new[] { 1.0, 1, 1, 5 }, new[] { 1.0, 1, 1, 5 }, 0)]
    [InlineData(new[] { 1.0, 1, 2, 4 }, new[] { 1.0, 2, 2, 3 }, 0.25)] // ties step together
    [InlineData(new[] { 1.0 }, new[] { 0.5, 1.5 }, 0.5)] // lengths may differ
    public void KolmogorovSmirnov_ByHand(double[] a, double[] b, double expected) =>
        Assert.Equal(expected, SpectrumSimilarity.KolmogorovSmirnov(NormalizedSpectrum.Create(a), NormalizedSpectrum.Create(b)));

    [Fact]
    public void KolmogorovSmirnov_AsPlain()
    {
        double[] a = _steep.Values.ToArray(), b = _flat.Values.ToArray();
        double expected = a.Concat(b).Max(x => Math.Abs(a.Count(y => y <= x) / 256.0 - b.Count(y => y <= x) / 256.0));
        Assert.Equal(expected, SpectrumSimilarity.KolmogorovSmirnov(_steep, _flat));
    }

    [Fact]
    public void PearsonAndCosine_AsMathNet()
    {
        double[] a = _steep.Values.ToArray(), b = _flat.Values.ToArray();
        Assert.Equal(MathNet.Numerics.Statistics.Correlation.Pearson(a, b), SpectrumSimilarity.SortedPearson(_steep, _flat)!.Value, 1e-12);
        Assert.Equal(1 - MathNet.Numerics.Distance.Cosine(a, b), SpectrumSimilarity.SortedCosine(_steep, _flat), 1e-12);
        a = _steep.Density.ToArray();
        b = _flat.Density.ToArray();
        Assert.Equal(MathNet.Numerics.Statistics.Correlation.Pearson(a, b), SpectrumSimilarity.DensityPearson(_steep, _flat), 1e-12);
        Assert.Equal(1 - MathNet.Numerics.Distance.Cosine(a, b), SpectrumSimilarity.DensityCosine(_steep, _flat), 1e-12);
    }

    [Fact]
    public void SingularValueGap_ByHand()
    {
        // Over their means 1.25 and 2.5: (0.8, 1.2), (0.4, 1.6).
        double expected = 0.25 * (Math.Pow(Math.Log(2), 2) + Math.Pow(Math.Log(1.6 / 1.2), 2));
        Assert.Equal(expected, SpectrumSimilarity.SingularValueGap(
            NormalizedSpectrum.Create([1.5, 1]), NormalizedSpectrum.Create([1, 4])), 1e-14);
    }

    [Fact]
    public void SingularValueGap_ZerosAreFloored()
    {
        double gap = SpectrumSimilarity.SingularValueGap(NormalizedSpectrum.Create([0, 2]), NormalizedSpectrum.Create([1, 1]));
        Assert.Equal(Math.Pow(0.5 * Math.Log(1e-10), 2) + Math.Pow(0.5 * Math.Log(2), 2), gap, 1e-11);
    }

    [Fact]
    public void EffectiveConditionHarmonicMean_ByHand()
    {
        NormalizedSpectrum two = NormalizedSpectrum.Create([1, 36, 9]), one = NormalizedSpectrum.Create([4, 4, 4]);
        Assert.Equal(2.0 / (1 / 2.0 + 1), SpectrumSimilarity.EffectiveConditionHarmonicMean(two, one), 1e-15);
        Assert.Equal(2, SpectrumSimilarity.EffectiveConditionHarmonicMean(two, two), 1e-15);
    }

    [Fact]
    public void Combined_ByHand()
    {
        CombinedWeights weights = new() { Ks = 2, Pearson = 0.5, Cosine = 3 };
        Assert.Equal(Math.Exp(-(2 * 0.25 + 0.5 * 0.5 + 3 * 0.25)), SpectrumSimilarity.Combined(0.25, 0.5, 0.75, weights), 1e-15);
        Assert.Equal(Math.Exp(-5), SpectrumSimilarity.Combined(1, -1, -1, CombinedWeights.Default), 1e-15);
        Assert.Equal(1, SpectrumSimilarity.Combined(1, -1, -1, new CombinedWeights { Ks = 0, Pearson = 0, Cosine = 0 }));
    }

    [Fact]
    public void Combined_BadInput()
    {
        Assert.Throws<ArgumentOutOfRangeException>("ks", () => SpectrumSimilarity.Combined(1.01, 0, 0, CombinedWeights.Default));
        Assert.Throws<ArgumentOutOfRangeException>("pearson", () => SpectrumSimilarity.Combined(0, double.NaN, 0, CombinedWeights.Default));
        Assert.Throws<ArgumentOutOfRangeException>("cosine", () => SpectrumSimilarity.Combined(0, 0, -1.5, CombinedWeights.Default));
        foreach (double bad in new[] { -0.1, double.NaN, double.PositiveInfinity })
        {
            Assert.Throws<ArgumentOutOfRangeException>("Ks", () => new CombinedWeights { Ks = bad });
            Assert.Throws<ArgumentOutOfRangeException>("Pearson", () => new CombinedWeights { Pearson = bad });
            Assert.Throws<ArgumentOutOfRangeException>("Cosine", () => CombinedWeights.Default with { Cosine = bad });
        }
    }

    [Fact]
    public void EqualEigenvaluesHaveNoCorrelation()
    {
        NormalizedSpectrum equal = NormalizedSpectrum.Create([2, 2, 2]), other = NormalizedSpectrum.Create([1, 2, 4]);
        Assert.Null(SpectrumSimilarity.SortedPearson(equal, other));
        Assert.Null(SpectrumSimilarity.SortedPearson(other, equal));
        Assert.InRange(SpectrumSimilarity.SortedCosine(equal, other), 0.5, 1);
        Assert.InRange(SpectrumSimilarity.DensityPearson(equal, other), -1, 1);
    }

    [Fact]
    public void DifferentLengths()
    {
        NormalizedSpectrum two = NormalizedSpectrum.Create([1, 2]), three = NormalizedSpectrum.Create([1, 2, 4]);
        Assert.Contains("2 and of 3", Assert.Throws<ArgumentException>(() => { SpectrumSimilarity.SortedPearson(two, three); }).Message);
        Assert.Throws<ArgumentException>(() => { SpectrumSimilarity.SortedCosine(two, three); });
        Assert.Throws<ArgumentException>(() => { SpectrumSimilarity.SingularValueGap(two, three); });
        Assert.InRange(SpectrumSimilarity.DensityCosine(two, three), 0, 1);
    }

    static double Combined(NormalizedSpectrum a, NormalizedSpectrum b) => SpectrumSimilarity.Combined(
        SpectrumSimilarity.KolmogorovSmirnov(a, b), SpectrumSimilarity.DensityPearson(a, b), SpectrumSimilarity.DensityCosine(a, b), CombinedWeights.Default);
}
