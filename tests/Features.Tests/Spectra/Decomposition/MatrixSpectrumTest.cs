using TransferPredict.Features.Spectra;
using TransferPredict.Features.Spectra.Decomposition;

namespace TransferPredict.Features.Tests.Spectra.Decomposition;

public class MatrixSpectrumTest
{
    public static TheoryData<string, string> Goldens
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (string kernels in Kernels.All)
            {
                foreach (string matrix in (string[])["01_gauss_300x200", "04_student3_512x256", "05_mlp_digits_W1_128x64", "06_lowrank60_400x300", "08_blockdiag_rep4_256x128", "08b_diag_ties_260x200", "09_small_60x50"])
                    cases.Add(kernels, matrix);
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Compute_AsWeightWatcher(string kernels, string name)
    {
        GoldenSpectrum golden = GoldenSpectrum.Load(name);
        NpyMatrix file = NpyMatrix.Read(Path.Combine(ProjectRoot.Find().Folder, "tests", "Golden", "weightwatcher", name + ".npy"));
        var matrix = new ArrayMatrix(Array.ConvertAll(file.Values, value => (double)value), file.Rows, file.Columns);
        foreach (ArrayMatrix either in new[] { matrix, matrix.Transposed })
        {
            MatrixSpectrum found = Compute(kernels, either);
            double largest = golden["sv_max"];
            Assert.Equal(golden["num_evals"], found.SingularValues.Length);
            Assert.Equal(largest, found.SingularValues[^1], 1e-12 * largest);
            Assert.Equal(golden["sv_min"], found.SingularValues[0], 1e-12 * largest);
            Assert.Equal(golden["lambda_max"], found.Eigenvalues[^1], 1e-12 * golden["lambda_max"]);
            Assert.Equal(golden["weak_rank_loss"], found.Eigenvalues.Count(value => value < 1e-6));

            SpectralMetrics metrics = SpectralMetrics.Compute(found.Eigenvalues, matrix.Rows, matrix.Columns);
            Assert.Equal((golden["matrix_rank"], golden["rank_loss"]), (metrics.MatrixRank, metrics.RankLoss));
            Assert.Equal(golden["entropy"], metrics.Entropy, 1e-9 * golden["entropy"]);
        }
    }

    [Theory]
    [MemberData(nameof(Kernels.Names), MemberType = typeof(Kernels))]
    public void Compute_KnownSingularValues(string kernels)
    {
        // The first needs the singular values themselves, the second does not.
        foreach (double smallest in new[] { 1e-13, 1e-3 })
        {
            double[] expected = [smallest, 2e-3, 0.1, 0.1, 1, 2, 2, 5];
            foreach ((int rows, int columns) in new[] { (8, 8), (9, 8), (8, 100), (300, 8) })
            {
                MatrixSpectrum found = Compute(kernels, new ArrayMatrix(Rotated.Matrix(expected, rows, columns, 1), rows, columns));
                AssertClose(expected, found.SingularValues, 1e-14);
                AssertClose([.. expected.Select(value => value * value)], found.Eigenvalues, 1e-14);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kernels.Names), MemberType = typeof(Kernels))]
    public void Compute_SpecialMatrices(string kernels)
    {
        MatrixSpectrum zeros = Compute(kernels, new ArrayMatrix(new double[15], 3, 5));
        Assert.Equal(new double[3], zeros.SingularValues);
        Assert.Equal(new double[3], zeros.Eigenvalues);

        double[] identity = new double[36];
        for (int i = 0; i < 6; i++)
            identity[7 * i] = 1;
        Assert.Equal([1, 1, 1, 1, 1, 1], Compute(kernels, new ArrayMatrix(identity, 6, 6)).Eigenvalues);

        Assert.Equal([3], Compute(kernels, new ArrayMatrix([-3], 1, 1)).SingularValues);
        Assert.Equal([25], Compute(kernels, new ArrayMatrix([3, -4], 1, 2)).Eigenvalues);
        Assert.Equal([5], Compute(kernels, new ArrayMatrix([3, -4], 2, 1)).SingularValues);

        // Rank 1: xyᵀ.
        double[] product = [.. Enumerable.Range(0, 30 * 20).Select(i => (1.0 + i / 20) * (2 + i % 20))];
        MatrixSpectrum one = Compute(kernels, new ArrayMatrix(product, 30, 20));
        double expected = Math.Sqrt(Enumerable.Range(0, 30).Sum(i => (1.0 + i) * (1 + i)) * Enumerable.Range(0, 20).Sum(i => (2.0 + i) * (2 + i)));
        AssertClose([.. new double[19], expected], one.SingularValues, 1e-15);
    }

    [Theory]
    [MemberData(nameof(Kernels.Names), MemberType = typeof(Kernels))]
    public void Compute_Cancellation(string kernels)
    {
        // Singular values √2 and 1e-9 / √2 to first order: WᵀW is singular in double precision.
        MatrixSpectrum found = Compute(kernels, new ArrayMatrix([1, 1, 1e-9, 0, 0, 1e-9], 3, 2));
        Assert.Equal(1e-9, found.SingularValues[0], 1e-15);
        Assert.Equal(Math.Sqrt(2), found.SingularValues[1], 1e-15);
    }

    [Theory]
    [MemberData(nameof(Kernels.Names), MemberType = typeof(Kernels))]
    public void Compute_EigenvalueAtAThreshold(string kernels)
    {
        foreach (double threshold in new[] { 1e-5, 1e-6 })
        {
            double[] expected = [Math.Sqrt(threshold), 20];
            Assert.Equal(threshold, Compute(kernels, new ArrayMatrix(Rotated.Matrix(expected, 9, 2, 3), 9, 2)).Eigenvalues[0], 1e-15);
        }
    }

    [Theory]
    [MemberData(nameof(Kernels.Names), MemberType = typeof(Kernels))]
    public void Compute_HugeAndTinyValues(string kernels)
    {
        ArrayMatrix matrix = ArrayMatrix.Gaussian(12, 7);
        MatrixSpectrum expected = Compute(kernels, matrix);
        foreach (double factor in new[] { 1e-150, 1e-30, 1e30, 1e150 })
        {
            MatrixSpectrum found = Compute(kernels, matrix.Times(factor));
            AssertClose([.. expected.SingularValues.Select(value => value * factor)], found.SingularValues, 1e-14);
            AssertClose([.. expected.Eigenvalues.Select(value => value * factor * factor)], found.Eigenvalues, 1e-14);
        }
        foreach (double factor in new[] { 1e-300, 1e-200, 1e200, 1e300 })
        {
            ArithmeticException error = Assert.Throws<ArithmeticException>(() => Compute(kernels, matrix.Times(factor)));
            Assert.Contains("one whose square is a normal number", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Kernels.Names), MemberType = typeof(Kernels))]
    public void Compute_AnyBlocksAndParts(string kernels)
    {
        foreach (int length in new[] { 7, 8, 15, 16, 17, 31, 32, 33, 48, 64, 100, 193 })
        {
            ArrayMatrix matrix = ArrayMatrix.Gaussian(length, 7, length), wide = matrix.Transposed;
            ArrayMatrix low = new(Rotated.Matrix([0, 1e-12, 1e-9, 1e-3, 1, 2, 3], length, 7, length), length, 7);
            foreach (ArrayMatrix either in new[] { matrix, wide, low, low.Transposed })
            {
                double[] expected = Compute(kernels, either).SingularValues;
                foreach (int elements in new[] { 1, 7 * 16, 7 * 17, 7 * 32 })
                {
                    foreach (int part in new[] { 49, 100, 700 })
                        AssertClose(expected, Compute(kernels, either, elements, part, 2).SingularValues, 1e-14);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kernels.Names), MemberType = typeof(Kernels))]
    public void Compute_SameBitsForAnyThreads(string kernels)
    {
        ArrayMatrix low = new(Rotated.Matrix([.. Enumerable.Range(0, 20).Select(i => Math.Pow(0.1, i)).Reverse()], 500, 20, 1), 500, 20);
        foreach (ArrayMatrix matrix in new[] { ArrayMatrix.Gaussian(777, 40), ArrayMatrix.Gaussian(40, 777), low, low.Transposed })
        {
            MatrixSpectrum expected = Compute(kernels, matrix, 1000, 2000);
            foreach (int threads in new[] { 1, 2, 5, 64 })
            {
                MatrixSpectrum found = Compute(kernels, matrix, 1000, 2000, threads);
                Assert.Equal(expected.SingularValues, found.SingularValues);
                Assert.Equal(expected.Eigenvalues, found.Eigenvalues);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kernels.Names), MemberType = typeof(Kernels))]
    public void Compute_SeveralAtOnce(string kernels)
    {
        ArrayMatrix[] matrices = [.. Enumerable.Range(0, 12).Select(i => ArrayMatrix.Gaussian(60 + i, 90, i))];
        double[][] expected = [.. matrices.Select(matrix => Compute(kernels, matrix).Eigenvalues)], found = new double[matrices.Length][];
        Parallel.For(0, matrices.Length, i => found[i] = Compute(kernels, matrices[i], threads: 2).Eigenvalues);
        Assert.Equal(expected, found);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 6)]
    [InlineData(19, 16)]
    public void Compute_FirstBadValueRowAfterRow(int row, int column)
    {
        foreach (double bad in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
        {
            ArrayMatrix matrix = ArrayMatrix.Gaussian(20, 17);
            matrix.Values[row * 17 + column] = bad;
            // More of them, met earlier where the matrix is read by columns.
            for (int i = row + 1; i < 20; i++)
                matrix.Values[i * 17 + (i + 1) % 17] = double.NaN;
            AssertFirst(matrix, bad, row, column);
            ArrayMatrix wide = matrix.Transposed;
            int first = Array.FindIndex(wide.Values, value => !double.IsFinite(value));
            AssertFirst(wide, wide.Values[first], first / 20, first % 20);
        }

        static void AssertFirst(ArrayMatrix matrix, double bad, int row, int column)
        {
            foreach (int threads in new[] { 1, 3 })
            {
                NotFiniteValueException error = Assert.Throws<NotFiniteValueException>(() => Compute("managed", matrix, 50, 300, threads));
                Assert.Equal((bad, row, column), (error.Value, error.Row, error.Column));
            }
        }
    }

    [Fact]
    public void Compute_BadInput()
    {
        ArrayMatrix matrix = ArrayMatrix.Gaussian(3, 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => MatrixSpectrum.Compute(matrix, 0));
        Assert.Throws<OperationCanceledException>(() => MatrixSpectrum.Compute(matrix, 2, new CancellationToken(true)));
        Assert.Contains("100000 x 200000", Assert.Throws<ArgumentException>(() => MatrixSpectrum.Compute(new ArrayMatrix([], 100_000, 200_000))).Message);
    }

    [Fact]
    public void Compute_ErrorsOfTheSourceReachTheCaller()
    {
        ArrayMatrix matrix = new(new double[10], 100, 10);
        foreach (int threads in new[] { 1, 4 })
            Assert.Throws<ArgumentOutOfRangeException>(() => Compute("managed", matrix, 50, 100, threads));
    }

    static MatrixSpectrum Compute(string kernels, ArrayMatrix matrix, int blockElements = 1 << 19, int partElements = 1 << 21, int threads = 1) =>
        MatrixSpectrum.Compute(matrix, new DecompositionOptions
        {
            Kernels = Kernels.Get(kernels),
            BlockElements = blockElements,
            StackElements = blockElements,
            PartElements = partElements,
        }, threads, default);

    static void AssertClose(double[] expected, double[] found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], found[i], tolerance * expected[^1]);
    }
}
