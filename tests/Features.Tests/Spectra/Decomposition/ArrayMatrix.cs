using TransferPredict.Features.Spectra.Decomposition;

namespace TransferPredict.Features.Tests.Spectra.Decomposition;

/// <summary>A matrix in memory, its values row after row.</summary>
sealed record ArrayMatrix(double[] Values, int Rows, int Columns) : IMatrixValues
{
    internal static ArrayMatrix Gaussian(int rows, int columns, long seed = 1) =>
        new(Array.ConvertAll(Seeded.GaussianRows(rows, columns, seed), value => (double)value), rows, columns);

    internal ArrayMatrix Transposed => new([.. Enumerable.Range(0, Values.Length).Select(i => Values[i % Rows * Columns + i / Rows])], Columns, Rows);

    internal ArrayMatrix Times(double factor) => this with { Values = [.. Values.Select(value => value * factor)] };

    public void Read(int row, int rows, int column, int columns, Span<double> values)
    {
        Assert.Equal(rows * columns, values.Length);
        for (int i = 0; i < rows; i++)
            Values.AsSpan((row + i) * Columns + column, columns).CopyTo(values[(i * columns)..]);
    }
}
