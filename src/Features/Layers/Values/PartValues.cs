using System.Buffers;
using TransferPredict.Features.Spectra.Decomposition;

namespace TransferPredict.Features.Layers.Values;

/// <summary>Some rows or some columns of a matrix, of which nothing else is read.</summary>
/// <param name="whole">The matrix.</param>
/// <param name="lines">The lines, all within the matrix.</param>
/// <param name="ofRows">Whether they are rows.</param>
sealed class PartValues(IMatrixValues whole, Lines lines, bool ofRows) : IMatrixValues
{
    public int Rows => ofRows ? lines.Count : whole.Rows;

    public int Columns => ofRows ? whole.Columns : lines.Count;

    public void Read(int row, int rows, int column, int columns, Span<double> values)
    {
        MatrixBlock.Require(this, row, rows, column, columns, values.Length);
        (int first, int count) = values.Length == 0 ? (0, 0) : ofRows ? (row, rows) : (column, columns);
        for (int done = 0; done < count;)
        {
            (int run, int inRun) = Math.DivRem(first + done, lines.Length);
            int length = Math.Min(lines.Length - inRun, count - done), at = lines.First + run * lines.Step + inRun;
            if (ofRows)
                whole.Read(at, length, column, columns, values.Slice(done * columns, length * columns));
            else if (length == columns)
                whole.Read(row, rows, at, length, values);
            else
                ReadColumns(row, rows, at, length, values[done..], columns);
            done += length;
        }
    }

    void ReadColumns(int row, int rows, int column, int count, Span<double> values, int width)
    {
        double[] rented = ArrayPool<double>.Shared.Rent(rows * count);
        Span<double> block = rented.AsSpan(0, rows * count);
        whole.Read(row, rows, column, count, block);
        for (int i = 0; i < rows; i++)
            block.Slice(i * count, count).CopyTo(values[(i * width)..]);
        ArrayPool<double>.Shared.Return(rented);
    }
}
