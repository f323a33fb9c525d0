using TransferPredict.Features.Spectra.Decomposition;

namespace TransferPredict.Features.Layers.Values;

/// <summary>The contract of <see cref="IMatrixValues.Read"/>.</summary>
static class MatrixBlock
{
    internal static void Require(IMatrixValues matrix, int row, int rows, int column, int columns, int length)
    {
        if (row < 0 || rows < 0 || row > matrix.Rows - rows || column < 0 || columns < 0 || column > matrix.Columns - columns)
        {
            throw new ArgumentException(
                $"{rows} rows from {row} and {columns} columns from {column} were asked for; the matrix is {matrix.Rows} x {matrix.Columns}.");
        }
        if (length != (long)rows * columns)
            throw new ArgumentException($"Room for {length} values was given; {rows} x {columns} are {(long)rows * columns}.");
    }
}
