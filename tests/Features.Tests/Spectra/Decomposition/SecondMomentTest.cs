using TransferPredict.Features.Spectra;
using TransferPredict.Features.Spectra.Decomposition;

namespace TransferPredict.Features.Tests.Spectra.Decomposition;

public class SecondMomentTest
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 5)]
    [InlineData(127, 8)]
    [InlineData(128, 12)]
    [InlineData(129, 31)]
    [InlineData(400, 64)]
    public void Compute_SameBitsAsPlainLoops(int rows, int columns)
    {
        float[] values = Seeded.GaussianRows(rows, columns, rows);
        int[] multiplicity = [.. Enumerable.Range(0, rows).Select(i => i * 7 % 5)];
        double[] result = [.. Enumerable.Repeat(double.NaN, columns * columns)];
        SecondMoment.Compute(values, columns, multiplicity, result);
        Assert.Equal(Plain(values, columns, multiplicity), result);
    }

    [Fact]
    public void Compute_MultiplicityIsRepetition()
    {
        float[] values = Seeded.GaussianRows(6, 10, 2);
        int[] multiplicity = [2, 0, 1, 3, 1, 4];
        float[] repeated = [.. multiplicity.SelectMany((times, i) => Enumerable.Repeat(values[(i * 10)..(i * 10 + 10)], times)).SelectMany(row => row)];
        double[] first = new double[100], second = new double[100];
        SecondMoment.Compute(values, 10, multiplicity, first);
        SecondMoment.Compute(repeated, 10, [.. Enumerable.Repeat(1, 11)], second);
        for (int i = 0; i < 100; i++)
            Assert.Equal(second[i], first[i], 1e-12);
    }

    [Fact]
    public void Compute_NoRowsIsZero()
    {
        double[] result = [1, 2, 3, 4];
        SecondMoment.Compute([], 2, [], result);
        Assert.Equal(new double[4], result);
    }

    [Fact]
    public void Compute_BadInput()
    {
        double[] result = new double[9];
        Assert.Contains("hold 5 values; 2 rows", Error([1, 2, 3, 4, 5], 3, [1, 1], result));
        Assert.Contains("has room for 8 values", Error([1, 2, 3], 3, [1], new double[8]));
        Assert.Contains("Row 1 has multiplicity -2", Error([1, 2, 3, 4, 5, 6], 3, [1, -2], result));
        Assert.Contains("row 1, column 2", Error([1, 2, 3, 4, 5, float.NaN], 3, [1, 1], result));
        Assert.Contains("row 0, column 0", Error([float.PositiveInfinity, 2, 3], 3, [0], result));
        Assert.Throws<ArgumentOutOfRangeException>(() => SecondMoment.Compute([], 0, [], []));
    }

    static string Error(float[] rows, int columns, int[] multiplicity, double[] result) =>
        Assert.Throws<ArgumentException>(() => SecondMoment.Compute(rows, columns, multiplicity, result)).Message;

    static double[] Plain(float[] rows, int columns, int[] multiplicity)
    {
        double[] result = new double[columns * columns];
        for (int k = 0; k < multiplicity.Length; k++)
        {
            for (int i = 0; i < columns; i++)
            {
                for (int j = 0; j < columns; j++)
                    result[i * columns + j] += multiplicity[k] * (double)rows[k * columns + i] * rows[k * columns + j];
            }
        }
        return result;
    }
}
