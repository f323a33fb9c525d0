using TransferPredict.Features.Spectra.MarchenkoPastur;

namespace TransferPredict.Features.Tests.Spectra.MarchenkoPastur;

public class WeightWatcherBulkFitTest
{
    [Theory]
    [MemberData(nameof(BulkGolden.Names), MemberType = typeof(BulkGolden))]
    public void Fit_Golden(string name)
    {
        BulkGolden golden = BulkGolden.Load(name);
        AssertAsWeightWatcher(Fitted(golden.Eigenvalues, golden.Larger, golden.Smaller), column => golden[column]);
    }

    [Theory]
    [MemberData(nameof(GoldenSpectrum.Names), MemberType = typeof(GoldenSpectrum))]
    public void Fit_GoldenMatrices(string name)
    {
        GoldenSpectrum golden = GoldenSpectrum.Load(name);
        AssertAsWeightWatcher(Fitted(golden.Eigenvalues, golden.Values.Rows, golden.Values.Columns), column => golden[column]);
    }

    [Theory]
    [MemberData(nameof(BulkGolden.Names), MemberType = typeof(BulkGolden))]
    public void Fit_AsPlain(string name)
    {
        BulkGolden golden = BulkGolden.Load(name);
        double plain = PlainWeightWatcherBulk.Sigma(golden.Eigenvalues, golden.Larger, golden.Smaller);
        Assert.Equal(plain, Fitted(golden.Eigenvalues, golden.Larger, golden.Smaller).Sigma, 1e-9);
    }

    [Fact]
    public void Fit_DegeneratesAsWeightWatcherDoes()
    {
        BulkGolden golden = BulkGolden.Load("dominated");
        Assert.Equal(0.0025, Fitted(golden.Eigenvalues, golden.Larger, golden.Smaller).SoftRank, 1e-15);
    }

    [Fact]
    public void Fit_AllZero() => Assert.Contains("All 12 eigenvalues are 0",
        Assert.IsType<MarchenkoPasturResult.Failed>(WeightWatcherBulkFit.Fit(new double[12], 30, 12)).Reason);

    [Fact]
    public void Fit_BulkBetweenTwoPointsOfTheGrid()
    {
        // The points are 1.4 apart: none is within 0.1 of the bulk, and one eigenvalue of 2,000 is no density.
        double[] eigenvalues = [.. Enumerable.Range(0, 1999).Select(i => 0.25 + i * 5e-5), 1400];
        Assert.Contains("nowhere above 0.01",
            Assert.IsType<MarchenkoPasturResult.Failed>(WeightWatcherBulkFit.Fit(eigenvalues, 4000, 2000)).Reason);
        MarchenkoPasturResult.Fitted circle = Fitted(eigenvalues, 2000, 2000);
        Assert.InRange(circle.SoftRank, 0, 1);
    }

    [Theory]
    [InlineData(11, 30, 12)]
    [InlineData(0, 30, 12)]
    [InlineData(12, 11, 12)]
    [InlineData(12, 12, 0)]
    public void Fit_RefusesOtherCounts(int count, int larger, int smaller) =>
        Assert.ThrowsAny<ArgumentException>(() => WeightWatcherBulkFit.Fit(new double[count], larger, smaller));

    static MarchenkoPasturResult.Fitted Fitted(double[] eigenvalues, int larger, int smaller) =>
        Assert.IsType<MarchenkoPasturResult.Fitted>(WeightWatcherBulkFit.Fit(eigenvalues, larger, smaller));

    static void AssertAsWeightWatcher(MarchenkoPasturResult.Fitted fit, Func<string, double> expected)
    {
        (double bulkMax, double bulkMin) = (expected("bulk_max"), expected("bulk_min"));
        Assert.Equal(expected("sigma_mp"), fit.Sigma, 1e-3 * expected("sigma_mp"));
        Assert.Equal(bulkMax, fit.BulkMax, 1e-3 * bulkMax);
        Assert.Equal(bulkMin, fit.BulkMin, 1e-3 * bulkMin);
        Assert.Equal(expected("mp_softrank"), fit.SoftRank, 1e-3 * expected("mp_softrank"));
        Assert.Equal(expected("W_scale"), fit.Scale, 1e-12 * expected("W_scale"));
        Assert.Equal(expected("num_spikes"), fit.Spikes);
    }
}
