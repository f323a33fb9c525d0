using FsCheck;
using FsCheck.Fluent;
using TransferPredict.Features.Spectra.Decomposition;

namespace TransferPredict.Features.Tests.Spectra.Decomposition;

/// <summary>Identities that hold for every matrix: seeded ones of many shapes, some of low rank, some with columns far apart in size.</summary>
public class MatrixSpectrumProperties
{
    const double Digits = 1e-13;

    static readonly Arbitrary<ArrayMatrix> _matrices = (
        from rows in Gen.Choose(1, 60)
        from columns in Gen.Choose(1, 60)
        from rank in Gen.Choose(1, 60)
        from spread in Gen.Choose(0, 8)
        from seed in Gen.Choose(0, int.MaxValue)
        select Matrix(rows, columns, rank, spread, seed)).ToArbitrary();

    [Theory]
    [MemberData(nameof(Kernels.Names), MemberType = typeof(Kernels))]
    public void SumOfEigenvaluesIsSquaredFrobeniusNorm(string kernels) => Check(matrix =>
    {
        double expected = matrix.Values.Sum(value => value * value);
        return Math.Abs(Eigenvalues(kernels, matrix).Sum() - expected) <= Digits * expected;
    });

    [Theory]
    [MemberData(nameof(Kernels.Names), MemberType = typeof(Kernels))]
    public void TranspositionChangesNothing(string kernels) =>
        Check(matrix => Close(Eigenvalues(kernels, matrix), Eigenvalues(kernels, matrix.Transposed)));

    [Theory]
    [MemberData(nameof(Kernels.Names), MemberType = typeof(Kernels))]
    public void RotationChangesNothing(string kernels) => Check(matrix => Close(
        Eigenvalues(kernels, matrix),
        Eigenvalues(kernels, matrix with { Values = Rotated.Turn(matrix.Values, matrix.Rows, matrix.Columns, matrix.Values.Length) })));

    [Theory]
    [MemberData(nameof(Kernels.Names), MemberType = typeof(Kernels))]
    public void ScalingMultipliesByTheSquare(string kernels) => Check(matrix => Close(
        [.. Eigenvalues(kernels, matrix).Select(value => value * 49)], Eigenvalues(kernels, matrix.Times(-7))));

    [Theory]
    [MemberData(nameof(Kernels.Names), MemberType = typeof(Kernels))]
    public void ThereAreAsManyAsTheShorterSideAscending(string kernels) => Check(matrix =>
    {
        MatrixSpectrum found = Compute(kernels, matrix);
        return found.SingularValues.Length == Math.Min(matrix.Rows, matrix.Columns) && found.SingularValues[0] >= 0
            && found.SingularValues.SequenceEqual(found.SingularValues.Order())
            && found.SingularValues.Zip(found.Eigenvalues).All(pair => Math.Abs(pair.First * pair.First - pair.Second) <= 1e-15 * pair.Second);
    });

    static void Check(Func<ArrayMatrix, bool> holds) =>
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(60).WithReplay(1, 3), Prop.ForAll(_matrices, holds));

    static ArrayMatrix Matrix(int rows, int columns, int rank, int spread, int seed)
    {
        ArrayMatrix left = ArrayMatrix.Gaussian(rows, rank, seed), right = ArrayMatrix.Gaussian(rank, columns, seed + 1L);
        double[] values = new double[rows * columns];
        for (int i = 0; i < values.Length; i++)
        {
            for (int k = 0; k < rank; k++)
                values[i] += left.Values[i / columns * rank + k] * right.Values[k * columns + i % columns] * Math.Pow(10, -spread * k / (double)rank);
        }
        return new ArrayMatrix(values, rows, columns);
    }

    static MatrixSpectrum Compute(string kernels, ArrayMatrix matrix) =>
        MatrixSpectrum.Compute(matrix, new DecompositionOptions { Kernels = Kernels.Get(kernels), BlockElements = 100, PartElements = 500 }, 2, default);

    static double[] Eigenvalues(string kernels, ArrayMatrix matrix) => Compute(kernels, matrix).Eigenvalues;

    static bool Close(double[] expected, double[] found) =>
        expected.Zip(found).All(pair => Math.Abs(pair.First - pair.Second) <= Digits * expected[^1]);
}
