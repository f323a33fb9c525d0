using MathNet.Numerics.LinearAlgebra;
using TransferPredict.Features.Spectra;
using TransferPredict.Features.Spectra.Decomposition;

namespace TransferPredict.Features.Tests.Spectra.Decomposition;

public class SymmetricEigenvaluesTest
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(17)]
    [InlineData(64)]
    [InlineData(130)]
    public void Compute_AsMathNet(int order)
    {
        double[] matrix = Seeded.SymmetricMatrix(order, order);
        double[] expected = [.. Matrix<double>.Build.Dense(order, order, matrix).Evd(Symmetricity.Symmetric).EigenValues.Select(c => c.Real).Order()];
        AssertClose(expected, SymmetricEigenvalues.Compute(matrix, order), 2e-14);
    }

    [Fact]
    public void Compute_KnownEigenvalues()
    {
        foreach (double[] expected in new double[][]
        {
            [.. Enumerable.Range(0, 96).Select(i => Math.Pow(10, -i / 8.0))], // 12 decades
            [.. Enumerable.Range(0, 60).Select(i => i < 50 ? 0.0 : i)], // rank 10
            [.. Enumerable.Range(0, 48).Select(i => (double)(i / 4))], // every one four times
            [.. Enumerable.Range(0, 33).Select(i => i % 2 == 0 ? 1.0 : -1.0)],
        })
        {
            Assert.All(Enumerable.Range(0, 3), seed => AssertClose(
                [.. expected.Order()], SymmetricEigenvalues.Compute(Seeded.WithEigenvalues(expected, seed), expected.Length), 1e-14));
        }
    }

    // The second difference with fixed ends has eigenvalues 2 - 2 cos(k π/(n + 1)).
    [Fact]
    public void Compute_SecondDifference()
    {
        const int n = 200;
        double[] matrix = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            matrix[i * n + i] = 2;
            if (i > 0)
                matrix[i * n + i - 1] = matrix[(i - 1) * n + i] = -1;
        }
        AssertClose([.. Enumerable.Range(1, n).Select(k => 2 - 2 * Math.Cos(k * Math.PI / (n + 1)))], SymmetricEigenvalues.Compute(matrix, n), 1e-14);
    }

    [Fact]
    public void Compute_TraceAndSquares()
    {
        const int n = 200;
        double[] matrix = Seeded.SymmetricMatrix(n, 9);
        double[] found = SymmetricEigenvalues.Compute(matrix, n);
        Assert.Equal(Enumerable.Range(0, n).Sum(i => matrix[i * n + i]), found.Sum(), 1e-11);
        Assert.Equal(1, found.Sum(x => x * x) / matrix.Sum(x => x * x), 1e-13);
        Assert.Equal(found.Order(), found);
    }

    [Theory]
    [InlineData(-900)]
    [InlineData(-40)]
    [InlineData(700)]
    public void Compute_PowersOfTwoScaleExactly(int exponent)
    {
        double[] matrix = Seeded.SymmetricMatrix(50, 4);
        double[] scaled = [.. matrix.Select(x => Math.ScaleB(x, exponent))];
        Assert.Equal(SymmetricEigenvalues.Compute(matrix, 50).Select(x => Math.ScaleB(x, exponent)), SymmetricEigenvalues.Compute(scaled, 50));
    }

    [Fact]
    public void Compute_ReadsTheLowerTriangle()
    {
        double[] matrix = Seeded.SymmetricMatrix(30, 6), lower = [.. matrix];
        for (int i = 0; i < 30; i++)
        {
            for (int j = i + 1; j < 30; j++)
                lower[i * 30 + j] = 0;
        }
        Assert.Equal(SymmetricEigenvalues.Compute(matrix, 30), SymmetricEigenvalues.Compute(lower, 30));
    }

    [Fact]
    public void Compute_SpecialMatrices()
    {
        Assert.Empty(SymmetricEigenvalues.Compute([], 0));
        Assert.Equal([-3], SymmetricEigenvalues.Compute([-3], 1));
        Assert.Equal(new double[7], SymmetricEigenvalues.Compute(new double[49], 7));
        Assert.Equal([-1, 1], SymmetricEigenvalues.Compute([0, 1, 1, 0], 2));
        Assert.Equal([1, 2, 3], SymmetricEigenvalues.Compute([3, 0, 0, 0, 1, 0, 0, 0, 2], 3));
        AssertClose([0, 0, 0, 0, 5], SymmetricEigenvalues.Compute([.. Enumerable.Repeat(1.0, 25)], 5), 1e-15);
    }

    [Fact]
    public void Compute_BadInput()
    {
        Assert.Contains("has 5 values; a square matrix of order 2 has 4", Assert.Throws<ArgumentException>(() => SymmetricEigenvalues.Compute(new double[5], 2)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => SymmetricEigenvalues.Compute([], -1));
        foreach (double bad in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
        {
            ArgumentException error = Assert.Throws<ArgumentException>(() => SymmetricEigenvalues.Compute([1, 2, bad, 4], 2));
            Assert.Contains("row 1, column 0", error.Message);
        }
    }

    // Relative to the largest in magnitude, as the algorithm promises.
    static void AssertClose(double[] expected, double[] found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        double largest = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], found[i], tolerance * largest);
    }
}
