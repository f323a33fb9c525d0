using System.Buffers;

namespace TransferPredict.Features.Numerics;

/// <summary>AᵀB of two matrices with as many rows, in double precision, every entry summed in the order of the rows.</summary>
static class CrossProduct
{
    const int TileRows = ProductTile.Rows;
    const int TileColumns = ProductTile.Columns;

    /// <summary>Computes the product.</summary>
    /// <param name="a">rows x columns of A, row after row.</param>
    /// <param name="b">rows x columns of B, row after row.</param>
    /// <param name="rows">Rows of both, 1 or more.</param>
    /// <returns>(columns of A) x (columns of B) values, row after row.</returns>
    /// <exception cref="ArgumentException">A length is no multiple of the rows.</exception>
    internal static double[] Compute(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int rows)
    {
        (int height, int width) = (ColumnsOf(a, rows, nameof(a)), ColumnsOf(b, rows, nameof(b)));
        double[] result = new double[height * width];
        double[] left = ArrayPool<double>.Shared.Rent(rows * TileRows), right = ArrayPool<double>.Shared.Rent(rows * TileColumns);
        Span<double> tile = stackalloc double[TileRows * TileColumns];
        try
        {
            for (int row = 0; row < height; row += TileRows)
            {
                int tall = Pack(a, height, row, TileRows, rows, left);
                for (int column = 0; column < width; column += TileColumns)
                {
                    int wide = Pack(b, width, column, TileColumns, rows, right);
                    tile.Clear();
                    ProductTile.Add(ref left[0], TileRows, ref right[0], rows, ref tile[0], TileColumns);
                    for (int i = 0; i < tall; i++)
                        tile.Slice(i * TileColumns, wide).CopyTo(result.AsSpan((row + i) * width + column));
                }
            }
            return result;
        }
        finally
        {
            ArrayPool<double>.Shared.Return(left);
            ArrayPool<double>.Shared.Return(right);
        }
    }

    static int ColumnsOf(ReadOnlySpan<double> values, int rows, string parameter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        return values.Length % rows == 0 ? values.Length / rows : throw new ArgumentException($"{values.Length} values are not {rows} rows.", parameter);
    }

    /// <summary>Some columns of every row, those that are missing 0; returns how many are there.</summary>
    static int Pack(ReadOnlySpan<double> values, int columns, int first, int count, int rows, Span<double> panel)
    {
        int there = Math.Min(count, columns - first);
        for (int k = 0; k < rows; k++)
        {
            Span<double> target = panel.Slice(k * count, count);
            values.Slice(k * columns + first, there).CopyTo(target);
            target[there..].Clear();
        }
        return there;
    }
}
