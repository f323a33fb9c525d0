using TransferPredict.Features.Numerics;
using TransferPredict.Features.Spectra.Decomposition;
using TransferPredict.Features.Spectra.MarchenkoPastur;

namespace TransferPredict.Features.Tests.Spectra.MarchenkoPastur;

public class MarchenkoPasturFitTest
{
    [Theory]
    [InlineData(256, 256)]
    [InlineData(257, 256)]
    [InlineData(400, 200)]
    [InlineData(1000, 100)]
    [InlineData(5000, 100)]
    [InlineData(20000, 60)]
    public void Fit_NoiseHasTheSizeAndNoSpikes(int larger, int smaller)
    {
        for (int seed = 0; seed < 4; seed++)
        {
            MarchenkoPasturResult.Fitted fit = Fitted(Spectrum(larger, smaller, [], seed), larger, smaller);
            Assert.Equal(1, fit.BulkMax / Edge(larger, smaller), 0.02);
            Assert.Equal(0, fit.Spikes);
        }
    }

    public static TheoryData<int, int, double[]> Planted => new()
    {
        { 600, 300, [2000] },
        { 600, 300, [1e6] },
        { 600, 300, [20, 10, 5, 3] },
        { 600, 300, [.. Enumerable.Repeat(500.0, 20)] },
        { 1000, 100, [1e5] },
        { 300, 300, [1e4, 30, 8] },
        { 1024, 256, [1e4, 1e3, 1e2, .. Enumerable.Repeat(4.0, 12)] },
        { 300, 300, [.. Enumerable.Range(0, 30).Select(i => 4 * Math.Pow(1.25, i))] },
        { 10000, 80, [1e7, 3] },
    };

    [Theory]
    [MemberData(nameof(Planted))]
    public void Fit_PlantedSpikes(int larger, int smaller, double[] spikes)
    {
        for (int seed = 0; seed < 4; seed++)
        {
            MarchenkoPasturResult.Fitted fit = Fitted(Spectrum(larger, smaller, spikes, seed), larger, smaller);
            Assert.Equal(1, fit.BulkMax / Edge(larger, smaller), 0.02);
            Assert.Equal(spikes.Length, fit.Spikes);
        }
    }

    [Theory]
    [InlineData("square_noise", 0.01)]
    [InlineData("square_odd", 0.01)]
    [InlineData("wide_noise", 0.01)]
    [InlineData("tall_50", 0.01)]
    [InlineData("tall_500", 0.01)]
    [InlineData("almost_square", 0.02)]
    public void Fit_AsWeightWatcherWhereItsGridIsFineEnough(string name, double tolerance)
    {
        BulkGolden golden = BulkGolden.Load(name);
        MarchenkoPasturResult.Fitted fit = Fitted(golden.Eigenvalues, golden.Larger, golden.Smaller);
        Assert.Equal(golden["sigma_mp"], fit.Sigma, tolerance);
        Assert.Equal(golden["num_spikes"], fit.Spikes);
        Assert.Equal(golden["W_scale"], fit.Scale, 1e-12 * fit.Scale);
        Assert.Equal(fit.BulkMax / fit.SoftRank, golden.Eigenvalues[^1], 1e-12 * golden.Eigenvalues[^1]);
    }

    [Fact]
    public void Fit_CloserThanWeightWatcherBesideSpikes()
    {
        // Noise of the variance 1 and three spikes; WeightWatcher's density counts them in, and its kernel is coarse.
        BulkGolden golden = BulkGolden.Load("spiked");
        MarchenkoPasturResult.Fitted fit = Fitted(golden.Eigenvalues, golden.Larger, golden.Smaller);
        double planted = Math.Sqrt(golden.Larger) * golden["W_scale"];
        Assert.Equal(planted, fit.Sigma, 0.004);
        Assert.Equal(planted, golden["sigma_mp"], 0.025);
        Assert.Equal(3, fit.Spikes);
    }

    [Fact]
    public void Fit_NotDegenerateWhereWeightWatcherIs()
    {
        // Noise of the variance 1 with one column 300 times as large.
        BulkGolden golden = BulkGolden.Load("dominated");
        MarchenkoPasturResult.Fitted fit = Fitted(golden.Eigenvalues, golden.Larger, golden.Smaller);
        Assert.Equal(1, fit.BulkMax / Edge(golden.Larger, golden.Smaller), 0.02);
        Assert.Equal(1, fit.Spikes);
        Assert.InRange(golden["bulk_max"] / Edge(golden.Larger, golden.Smaller), 50, 100);
    }

    [Theory]
    [MemberData(nameof(BulkGolden.Names), MemberType = typeof(BulkGolden))]
    public void Fit_SigmaAsPlain(string name)
    {
        BulkGolden golden = BulkGolden.Load(name);
        double[] bulk = golden.Eigenvalues;
        if (MarchenkoPasturFit.Fit(bulk, golden.Larger, golden.Smaller) is not MarchenkoPasturResult.Fitted fit)
        {
            Assert.Contains(name, (string[])["dead_columns", "bimodal"]);
            return;
        }
        // A bulk without spikes is its own twin; with them, the twin is told how many.
        int excluded = fit.Spikes;
        double ratio = (double)(golden.Larger - excluded) / (golden.Smaller - excluded), mean = bulk.Average();
        double plain = PlainBulk.Sigma([.. bulk.SkipLast(excluded).Select(value => value / mean)], ratio)
            * Math.Sqrt((double)golden.Larger / (golden.Larger - excluded));
        Assert.Equal(plain, fit.Sigma, 1e-6 * plain);
    }

    [Fact]
    public void Fit_PooledReplicas()
    {
        double[][] spectra = [.. Enumerable.Range(0, 5).Select(seed => Spectrum(200, 80, [900], seed))];
        MarchenkoPasturResult.Fitted pooled = Fitted([.. spectra.SelectMany(values => values)], 200, 80);
        Assert.Equal(1, pooled.BulkMax / Edge(200, 80), 0.02);
        Assert.Equal(5, pooled.Spikes);
    }

    [Fact]
    public void Fit_ScaleMovesOnlyTheEdges()
    {
        double[] values = Spectrum(300, 150, [50], 3);
        MarchenkoPasturResult.Fitted fit = Fitted(values, 300, 150), scaled = Fitted([.. values.Select(value => value * 1024)], 300, 150);
        Assert.Equal((fit.Sigma, fit.Spikes, fit.SoftRank), (scaled.Sigma, scaled.Spikes, scaled.SoftRank));
        Assert.Equal((1024 * fit.BulkMax, 1024 * fit.BulkMin, 1024 * fit.SpikeEdge), (scaled.BulkMax, scaled.BulkMin, scaled.SpikeEdge));
        Assert.Equal(fit.Scale / 32, scaled.Scale);
    }

    [Fact]
    public void Fit_OrderDoesNotMatter()
    {
        double[] values = Spectrum(90, 60, [20], 4);
        Assert.Equal(Fitted(values, 90, 60), Fitted([.. values.Reverse()], 90, 60));
    }

    [Fact]
    public void Fit_ADeadColumnOfASquareMatrixIsNoMatter()
    {
        double[] values = Spectrum(200, 200, [], 1);
        double sigma = Fitted(values, 200, 200).Sigma;
        Assert.Equal(sigma, Fitted([0, .. values[1..]], 200, 200).Sigma, 1e-3);
        Assert.Equal(sigma, Fitted([1e-14, .. values[1..]], 200, 200).Sigma, 1e-3);
    }

    [Fact]
    public void Fit_WithoutABulkFails()
    {
        Assert.Contains("All 20 eigenvalues are 0", Failed(new double[20], 30, 20));
        Assert.Contains("Half of the 20 eigenvalues are 0 to rounding", Failed([.. new double[12], .. Enumerable.Repeat(3.0, 8)], 30, 20));
        Assert.Contains("no Marchenko-Pastur bulk around their median", Failed([.. Enumerable.Range(0, 100).Select(i => Math.Pow(2, i / 2.0))], 300, 100));
        Assert.Contains("51 of 100 eigenvalues lie above the bulk", Failed([.. Enumerable.Range(0, 100).Select(i => Math.Pow(1.13, i))], 100, 100));
        Assert.Contains("no Marchenko-Pastur bulk around their median", Failed([.. Enumerable.Repeat(1e-3, 9), .. Enumerable.Repeat(1.0, 2), .. Enumerable.Repeat(1e5, 9)], 21, 20));
    }

    [Fact]
    public void Fit_OneEigenvalue() => Assert.IsType<MarchenkoPasturResult.Fitted>(MarchenkoPasturFit.Fit([4], 7, 1));

    [Theory]
    [InlineData(11, 30, 12)]
    [InlineData(0, 30, 12)]
    [InlineData(12, 11, 12)]
    [InlineData(12, 12, 0)]
    public void Fit_RefusesOtherCounts(int count, int larger, int smaller) =>
        Assert.ThrowsAny<ArgumentException>(() => MarchenkoPasturFit.Fit(new double[count], larger, smaller));

    [Fact]
    public void Fit_RefusesNotFinite() =>
        Assert.Contains("place 1", Assert.Throws<ArgumentException>(() => MarchenkoPasturFit.Fit([1, double.NaN], 2, 2)).Message);

    static string Failed(double[] eigenvalues, int larger, int smaller) =>
        Assert.IsType<MarchenkoPasturResult.Failed>(MarchenkoPasturFit.Fit(eigenvalues, larger, smaller)).Reason;

    static double Edge(int larger, int smaller) => Math.Pow(Math.Sqrt(larger) + Math.Sqrt(smaller), 2);

    static double[] Spectrum(int larger, int smaller, double[] spikes, int seed)
    {
        float[] rows = Seeded.GaussianRows(larger, smaller, seed);
        for (int i = 0; i < rows.Length; i++)
        {
            if (i % smaller < spikes.Length)
                rows[i] *= (float)Math.Sqrt(spikes[i % smaller]);
        }
        double[] gram = new double[smaller * smaller];
        SecondMoment.Compute(rows, smaller, Enumerable.Repeat(1, larger).ToArray(), gram);
        return SymmetricEigenvalues.Compute(gram, smaller);
    }

    static MarchenkoPasturResult.Fitted Fitted(double[] eigenvalues, int larger, int smaller) =>
        Assert.IsType<MarchenkoPasturResult.Fitted>(MarchenkoPasturFit.Fit(eigenvalues, larger, smaller));
}
