using MathNet.Numerics.LinearAlgebra;
using TransferPredict.Features.Spectra.Decomposition;

namespace TransferPredict.Features.Tests.Spectra.Decomposition;

public class DecompositionKernelsTest
{
    public static TheoryData<string, int, int> Shapes
    {
        get
        {
            var shapes = new TheoryData<string, int, int>();
            foreach (string kernels in Kernels.All)
            {
                foreach ((int rows, int columns) in new[] { (1, 1), (5, 1), (2, 2), (3, 3), (9, 7), (8, 8), (24, 24), (25, 23), (33, 32), (50, 33), (193, 65), (400, 100) })
                    shapes.Add(kernels, rows, columns);
            }
            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void AddGram_AsPlainLoops(string name, int rows, int columns)
    {
        double[] x = Values(rows, columns);
        foreach (bool ofRows in new[] { false, true })
        {
            int order = ofRows ? rows : columns;
            double[] expected = [.. Enumerable.Range(0, order * order).Select(i => (double)i)], found = [.. expected];
            for (int i = 0; i < order; i++)
            {
                for (int j = i; j < order; j++)
                {
                    expected[i * order + j] += ofRows
                        ? Enumerable.Range(0, columns).Sum(k => x[i * columns + k] * x[j * columns + k])
                        : Enumerable.Range(0, rows).Sum(k => x[k * columns + i] * x[k * columns + j]);
                }
            }
            Kernels.Get(name).AddGram(x, rows, columns, ofRows, found);
            for (int i = 0; i < order; i++)
            {
                for (int j = i; j < order; j++)
                    Assert.Equal(expected[i * order + j], found[i * order + j], 1e-13 * order * order);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Triangle_HasTheProductsOfTheMatrix(string name, int rows, int columns)
    {
        double[] x = Values(rows, columns), r = [.. x];
        Kernels.Get(name).Triangle(r, rows, columns);
        for (int i = 0; i < columns; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                if (j < i)
                    Assert.Equal(0, r[i * columns + j]);
                Assert.Equal(
                    Enumerable.Range(0, rows).Sum(k => x[k * columns + i] * x[k * columns + j]),
                    Enumerable.Range(0, columns).Sum(k => r[k * columns + i] * r[k * columns + j]), 1e-14 * rows);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void SingularValues_AsMathNet(string name, int order, int seed)
    {
        double[] x = Values(order, order, seed), found = new double[order];
        double[] expected = [.. Matrix<double>.Build.Dense(order, order, x).Svd(computeVectors: false).S.Order()];
        Kernels.Get(name).SingularValues([.. x], order, found);
        AssertClose(expected, found, 2e-15 * Math.Sqrt(order));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Eigenvalues_AreSquaresOfSingularValues(string name, int rows, int columns)
    {
        double[] x = Values(rows, columns), gram = new double[columns * columns], values = new double[columns], singular = new double[columns];
        IDecompositionKernels kernels = Kernels.Get(name);
        kernels.AddGram(x, rows, columns, ofRows: false, gram);
        kernels.Eigenvalues(gram, columns, values);
        kernels.Triangle(x, rows, columns);
        kernels.SingularValues(x, columns, singular);
        AssertClose([.. singular.Select(value => value * value)], values, 5e-15 * Math.Sqrt(columns));
    }

    [Theory]
    [MemberData(nameof(Kernels.Names), MemberType = typeof(Kernels))]
    public void SingularValues_KnownOnes(string name)
    {
        // Far apart, equal, and zero, turned by reflections from both sides.
        double[] expected = [0, 0, 0, 1e-14, 1e-9, 1e-5, 0.25, 0.25, 0.25, 1, 3, 3];
        int n = expected.Length;
        double[] found = new double[n];
        Kernels.Get(name).SingularValues(Rotated.Matrix(expected, n, n, 4), n, found);
        AssertClose(expected, found, 1e-15);
    }

    [Theory]
    [MemberData(nameof(Kernels.Names), MemberType = typeof(Kernels))]
    public void SingularValues_ManyZeros(string name)
    {
        double[] expected = [.. new double[150], .. Enumerable.Range(1, 50).Select(i => i / 50.0)];
        double[] found = new double[200];
        Kernels.Get(name).SingularValues(Rotated.Matrix(expected, 200, 200, 5), 200, found);
        AssertClose(expected, found, 5e-15);
    }

    [Theory]
    [MemberData(nameof(Kernels.Names), MemberType = typeof(Kernels))]
    public void SingularValues_SpecialMatrices(string name)
    {
        foreach (int n in new[] { 1, 2, 5, 40 })
        {
            double[] identity = new double[n * n], ones = [.. Enumerable.Repeat(1.0, n * n)], found = new double[n];
            for (int i = 0; i < n; i++)
                identity[i * n + i] = i % 2 == 0 ? 1 : -1;
            Kernels.Get(name).SingularValues(identity, n, found);
            AssertClose([.. Enumerable.Repeat(1.0, n)], found, 1e-15);
            Kernels.Get(name).SingularValues(ones, n, found);
            AssertClose([.. new double[n - 1], n], found, 1e-14);
            Kernels.Get(name).SingularValues(new double[n * n], n, found);
            Assert.Equal(new double[n], found);
        }
    }

    static double[] Values(int rows, int columns, int seed = 0) =>
        Array.ConvertAll(Seeded.GaussianRows(rows, columns, 31 * rows + seed), value => (double)value);

    static void AssertClose(double[] expected, double[] found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], found[i], tolerance * expected[^1]);
    }
}
