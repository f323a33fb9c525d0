using TransferPredict.Features.Spectra.Decomposition;
using TransferPredict.Features.Spectra.MarchenkoPastur;
using TransferPredict.Features.Spectra.Randomization;
using TransferPredict.Features.Tests.Spectra.Distances;

namespace TransferPredict.Features.Tests.Spectra.Randomization;

public class RandomizedSpectrumTest
{
    const int Draws = 20;

    [Theory]
    [MemberData(nameof(GoldenSpectrum.Names), MemberType = typeof(GoldenSpectrum))]
    public void Compute_GoldenIsOneDrawOfMany(string name)
    {
        GoldenSpectrum golden = GoldenSpectrum.Load(name);
        DenseValues matrix = DenseValues.Read("weightwatcher", name + ".npy");
        Dictionary<string, double>[] draws = [.. Enumerable.Range(0, Draws).Select(seed => Columns(matrix, golden.Eigenvalues, seed))];

        foreach (string column in draws[0].Keys)
        {
            double mean = draws.Average(draw => draw[column]);
            double deviation = Math.Sqrt(draws.Sum(draw => Math.Pow(draw[column] - mean, 2)) / (Draws - 1));
            double counts = column == "rand_num_spikes" ? 1 : 0;
            double tolerance = 5 * deviation + counts + 1e-6 * Math.Abs(mean); // W_scale does not vary
            Assert.True(Math.Abs(golden[column] - mean) <= tolerance, $"{column}: {golden[column]}, of the draws {mean} ± {deviation}");
        }
    }

    [Fact]
    public void Compute_IsAPermutation()
    {
        DenseValues matrix = DenseValues.Gaussian(40, 25, 1);
        double norm = matrix.Values.Sum(value => value * value);
        RandomizedSpectrum random = Compute(matrix, 5, "a");
        Assert.Equal(5 * 25, random.Eigenvalues.Length);
        Assert.Equal(5 * norm, random.Eigenvalues.Sum(), 1e-9 * norm);
        Assert.Equal(random.Eigenvalues.Max(), random.Largest);
    }

    [Fact]
    public void Compute_PoolsFewEigenvaluesOnly()
    {
        Assert.Equal(5 * 99, Compute(DenseValues.Gaussian(110, 99, 1), 5, "a").Eigenvalues.Length);
        Assert.Equal(100, Compute(DenseValues.Gaussian(100, 110, 1), 5, "a").Eigenvalues.Length);
    }

    [Fact]
    public void Compute_SameBitsForTheSameSeedAndNameOnly()
    {
        DenseValues matrix = DenseValues.Gaussian(50, 30, 2);
        RandomizedSpectrum first = Compute(matrix, 9, "layer.0"), threads = Compute(matrix, 9, "layer.0", threads: 3);
        Assert.Equal(first.Eigenvalues, threads.Eigenvalues);
        Assert.Equal((first.Largest, first.Distance, first.SoftRank, first.MaxDistance), (threads.Largest, threads.Distance, threads.SoftRank, threads.MaxDistance));
        Assert.NotEqual(first.Largest, Compute(matrix, 10, "layer.0").Largest);
        Assert.NotEqual(first.Largest, Compute(matrix, 9, "layer.1").Largest);
    }

    [Fact]
    public void Compute_TellsStructureFromNoise()
    {
        DenseValues noise = DenseValues.Gaussian(150, 120, 3);
        DenseValues structured = new([.. noise.Values.Select((value, i) => value + (i / 120 % 3 == 0 ? 1 : 0))], 150, 120);
        Assert.InRange(Compute(noise, 1, "a").Distance!.Value, 0, 0.03);
        Assert.InRange(Compute(structured, 1, "a").Distance!.Value, 0.1, Math.Sqrt(Math.Log(2)));
    }

    [Fact]
    public void Compute_ConstantMatrixStaysItself()
    {
        // All elements are equal: one eigenvalue, which no permutation moves.
        DenseValues matrix = new(Enumerable.Repeat(2.0, 12).ToArray(), 4, 3);
        RandomizedSpectrum random = Compute(matrix, 1, "a");
        Assert.Equal(48, random.Largest, 1e-9);
        Assert.Equal(1, random.SoftRank!.Value, 1e-9);
        Assert.Equal(0, random.Distance!.Value, 1e-4);
        Assert.Equal(0, random.MaxDistance, 1e-9);
    }

    [Fact]
    public void Compute_ZeroMatrix()
    {
        RandomizedSpectrum random = Compute(new DenseValues(new double[12], 4, 3), 1, "a");
        Assert.Equal((0, null, null, 0), (random.Largest, random.Distance, random.SoftRank, random.MaxDistance));
    }

    [Fact]
    public void Compute_NamesTheValueThatIsNotFinite()
    {
        double[] values = new double[12];
        values[7] = double.NaN;
        NotFiniteValueException exception = Assert.Throws<NotFiniteValueException>(
            () => RandomizedSpectrum.Compute(new DenseValues(values, 4, 3), new double[3], 1, "a"));
        Assert.Equal((2, 1), (exception.Row, exception.Column));
    }

    [Fact]
    public void Compute_RefusesOtherSpectra() => Assert.Contains("2 eigenvalues were given for a matrix of 4 x 3",
        Assert.Throws<ArgumentException>(() => RandomizedSpectrum.Compute(new DenseValues(new double[12], 4, 3), [1, 2], 1, "a")).Message);

    static RandomizedSpectrum Compute(DenseValues matrix, long seed, string name, int threads = 1) =>
        RandomizedSpectrum.Compute(matrix, MatrixSpectrum.Compute(matrix).Eigenvalues, seed, name, threads);

    static Dictionary<string, double> Columns(DenseValues matrix, double[] eigenvalues, long seed)
    {
        RandomizedSpectrum random = RandomizedSpectrum.Compute(matrix, eigenvalues, seed, "golden");
        int larger = Math.Max(matrix.Rows, matrix.Columns), smaller = Math.Min(matrix.Rows, matrix.Columns);
        var fit = Assert.IsType<MarchenkoPasturResult.Fitted>(WeightWatcherBulkFit.Fit(random.Eigenvalues, larger, smaller));
        return new Dictionary<string, double>
        {
            ["max_rand_eval"] = random.Largest,
            ["rand_distance"] = random.Distance!.Value,
            ["ww_softrank"] = random.SoftRank!.Value,
            ["ww_maxdist"] = random.MaxDistance,
            ["rand_num_spikes"] = fit.Spikes,
            ["rand_sigma_mp"] = fit.Sigma,
            ["rand_mp_softrank"] = fit.SoftRank,
            ["rand_W_scale"] = fit.Scale,
            ["rand_bulk_max"] = fit.BulkMax,
            ["rand_bulk_min"] = fit.BulkMin,
        };
    }
}
