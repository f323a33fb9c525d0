using TransferPredict.Features.Spectra.Decomposition;

namespace TransferPredict.Features.Tests.Spectra.Distances;

/// <summary>A matrix in memory, row after row, that checks what it is asked for.</summary>
sealed class DenseValues(double[] values, int rows, int columns) : IMatrixValues
{
    internal double[] Values => values;

    public int Rows => rows;

    public int Columns => columns;

    /// <summary>The most values read at once.</summary>
    internal int LargestBlock { get; private set; }

    public void Read(int row, int count, int column, int width, Span<double> block)
    {
        Assert.True(row >= 0 && count >= 0 && row + count <= rows && column >= 0 && width >= 0 && column + width <= columns);
        Assert.Equal(count * width, block.Length);
        LargestBlock = Math.Max(LargestBlock, block.Length);
        for (int i = 0; i < count; i++)
            values.AsSpan((row + i) * columns + column, width).CopyTo(block[(i * width)..]);
    }

    internal static DenseValues Read(params string[] path)
    {
        NpyMatrix matrix = NpyMatrix.Read(Path.Combine([ProjectRoot.Find().Folder, "tests", "Golden", .. path]));
        return new DenseValues([.. matrix.Values.Select(value => (double)value)], matrix.Rows, matrix.Columns);
    }

    internal static DenseValues Gaussian(int rows, int columns, long seed) =>
        new([.. Seeded.GaussianRows(rows, columns, seed).Select(value => (double)value)], rows, columns);
}
