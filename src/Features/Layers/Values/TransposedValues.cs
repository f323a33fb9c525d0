using System.Buffers;
using TransferPredict.Features.Spectra.Decomposition;

namespace TransferPredict.Features.Layers.Values;

/// <summary>The transpose of a matrix.</summary>
sealed class TransposedValues(IMatrixValues inner) : IMatrixValues
{
    public int Rows => inner.Columns;

    public int Columns => inner.Rows;

    internal IMatrixValues Inner => inner;

    public void Read(int row, int rows, int column, int columns, Span<double> values)
    {
        MatrixBlock.Require(this, row, rows, column, columns, values.Length);
        double[] rented = ArrayPool<double>.Shared.Rent(values.Length);
        Span<double> block = rented.AsSpan(0, values.Length);
        inner.Read(column, columns, row, rows, block);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
                values[i * columns + j] = block[j * rows + i];
        }
        ArrayPool<double>.Shared.Return(rented);
    }
}
