using TransferPredict.Features.Spectra;
using TransferPredict.Features.Spectra.PowerLaws;

namespace TransferPredict.Features.Tests.Spectra;

public class SpectralMetricsTest
{
    // WeightWatcher takes singular values of W, we take eigenvalues of WᵀW: 11 digits agree.
    const double Digits = 1e-11;

    [Theory]
    [MemberData(nameof(GoldenSpectrum.Names), MemberType = typeof(GoldenSpectrum))]
    public void Compute_AsWeightWatcher(string name)
    {
        GoldenSpectrum golden = GoldenSpectrum.Load(name);
        SpectralMetrics found = SpectralMetrics.Compute(golden.Eigenvalues, golden.Values.Rows, golden.Values.Columns);
        PowerLawResult.Fitted fit = Assert.IsType<PowerLawResult.Fitted>(found.PowerLaw);
        foreach ((string column, double value) in new (string, double)[]
        {
            ("alpha", fit.Alpha), ("D", fit.D), ("sigma", fit.Sigma), ("xmin", fit.Xmin), ("xmax", fit.Xmax),
            ("num_pl_spikes", fit.Spikes), ("lambda_max", found.SpectralNorm), ("spectral_norm", found.SpectralNorm),
            ("log_spectral_norm", found.LogSpectralNorm), ("norm", found.Norm), ("log_norm", found.LogNorm),
            ("stable_rank", found.StableRank), ("alpha_weighted", found.AlphaWeighted),
            ("log_alpha_norm", found.LogAlphaNorm),
        })
            AssertColumn(golden, column, value);

        // A float32 product of rank 60 has 240 eigenvalues at 1e-16 of the largest, which WᵀW in float64 cannot hold.
        if (name.Contains("lowrank"))
        {
            Assert.InRange(found.MatrixRank, 60, 299);
            Assert.Equal(golden["entropy"], found.Entropy, 0.1);
            return;
        }
        AssertColumn(golden, "matrix_rank", found.MatrixRank);
        Assert.Equal(golden["rank_loss"], found.RankLoss);
        AssertColumn(golden, "entropy", found.Entropy);
    }

    [Fact]
    public void Compute_ByHand()
    {
        SpectralMetrics found = SpectralMetrics.Compute([1, 0, 100, 10], 4, 9);
        Assert.Equal(111, found.Norm);
        Assert.Equal(Math.Log10(111), found.LogNorm, 1e-14);
        Assert.Equal(100, found.SpectralNorm);
        Assert.Equal(2, found.LogSpectralNorm, 1e-14);
        Assert.Equal(1.11, found.StableRank, 1e-15);
        Assert.Equal((3, 1, 1), (found.MatrixRank, found.RankLoss, found.WeakRankLoss));
        double entropy = -new[] { 1.0, 0, 100, 10 }.Select(x => x / 111 + 1e-10).Sum(p => p * Math.Log(p)) / Math.Log(3 + 1e-10);
        Assert.Equal(entropy, found.Entropy, 1e-14);
        double alpha = Assert.IsType<PowerLawResult.Fitted>(found.PowerLaw).Alpha;
        Assert.Equal(2 * alpha, found.AlphaWeighted, 1e-13);
        Assert.Equal(Math.Log10(1 + Math.Pow(100, alpha) + Math.Pow(10, alpha)), found.LogAlphaNorm, 1e-13);
    }

    [Fact]
    public void Compute_ZeroMatrix()
    {
        SpectralMetrics found = SpectralMetrics.Compute(new double[3], 5, 3);
        Assert.Equal((0, 0, 0, 3, 3), (found.Norm, found.SpectralNorm, found.MatrixRank, found.RankLoss, found.WeakRankLoss));
        Assert.Equal((double.NegativeInfinity, double.NegativeInfinity), (found.LogNorm, found.LogSpectralNorm));
        Assert.All([found.StableRank, found.Entropy, found.AlphaWeighted, found.LogAlphaNorm], value => Assert.Equal(double.NaN, value));
        Assert.IsType<PowerLawResult.Failed>(found.PowerLaw);
    }

    [Fact]
    public void Compute_OneEigenvalue()
    {
        SpectralMetrics found = SpectralMetrics.Compute([100], 5, 1);
        Assert.Equal((100, 100, 1, 1), (found.Norm, found.SpectralNorm, found.StableRank, found.MatrixRank));
        Assert.All([found.Entropy, found.AlphaWeighted, found.LogAlphaNorm], value => Assert.Equal(double.NaN, value));
    }

    [Fact]
    public void Compute_EqualEigenvalues()
    {
        SpectralMetrics found = SpectralMetrics.Compute([2, 2, 2, 2], 4, 4);
        Assert.Equal(4, found.StableRank);
        Assert.Equal(1, found.Entropy, 1e-8);
        Assert.All([found.AlphaWeighted, found.LogAlphaNorm], value => Assert.Equal(double.PositiveInfinity, value)); // as alpha
    }

    [Fact]
    public void Compute_LargePowersDoNotOverflow()
    {
        double[] values = [.. Enumerable.Range(0, 40).Select(i => 1e9 * (1 + i * 1e-3))];
        SpectralMetrics found = SpectralMetrics.Compute(values, 40, 40);
        Assert.True(found.AlphaWeighted > 308);
        Assert.InRange(found.LogAlphaNorm - found.AlphaWeighted, 0, Math.Log10(40));
    }

    [Fact]
    public void Compute_RoundingBelowZeroCountsAsZero() =>
        Assert.Equal(SpectralMetrics.Compute([0, 1, 5], 3, 3), SpectralMetrics.Compute([-1e-15, 1, 5], 3, 3));

    [Fact]
    public void Compute_BadInput()
    {
        Assert.Contains("3 eigenvalues were given for a matrix of 4 x 5, which has 4", Error([1, 2, 3], 4, 5));
        Assert.Contains("-0.5 was found at place 1", Error([1, -0.5], 2, 2));
        Assert.Contains("NaN was found at place 0", Error([double.NaN, 1], 2, 2));
        Assert.Contains("add up to", Error([double.MaxValue, double.MaxValue], 2, 2));
        Assert.Contains("empty", Error([], 0, 2));
    }

    static string Error(double[] eigenvalues, int rows, int columns) =>
        Assert.Throws<ArgumentException>(() => SpectralMetrics.Compute(eigenvalues, rows, columns)).Message;

    static void AssertColumn(GoldenSpectrum golden, string column, double found)
    {
        double expected = golden[column];
        Assert.True(Math.Abs(found - expected) <= Digits * Math.Abs(expected), $"{column}: {found:R} was found, WeightWatcher has {expected:R}");
    }
}
