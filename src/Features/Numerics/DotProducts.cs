using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TransferPredict.Features.Numerics;

/// <summary>
/// All dot products of the rows of two matrices in single precision: A Bᵀ. Every product is summed from the first value to the
/// last, without fused multiply-add: the same bits on every machine, however the rows are cut into blocks.
/// </summary>
public static class DotProducts
{
    const int TileRows = 4;
    const int TileColumns = 16;

    /// <summary>Computes the products.</summary>
    /// <param name="a">Rows of A, each of <paramref name="length"/> values.</param>
    /// <param name="b">Rows of B, each of <paramref name="length"/> values.</param>
    /// <param name="length">Values in a row, 1 or more.</param>
    /// <param name="result">Takes (rows of A) x (rows of B) values, row after row.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static void Compute(ReadOnlySpan<float> a, ReadOnlySpan<float> b, int length, Span<float> result)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        (int rows, int columns) = (RowsOf(a, length, nameof(a)), RowsOf(b, length, nameof(b)));
        if (result.Length != (long)rows * columns)
            throw new ArgumentException($"The result has room for {result.Length} values; {rows} x {columns} products were expected.", nameof(result));

        float[] panel = ArrayPool<float>.Shared.Rent(TileColumns * length);
        Span<float> tile = stackalloc float[TileRows * TileColumns];
        try
        {
            for (int column = 0; column < columns; column += TileColumns)
            {
                int width = Math.Min(TileColumns, columns - column);
                Pack(b.Slice(column * length, width * length), length, width, panel);
                for (int row = 0; row < rows; row += TileRows)
                {
                    int height = Math.Min(TileRows, rows - row);
                    ref float first = ref Unsafe.AsRef(in a[row * length]);
                    // Of fewer rows than a tile has, the last is taken again.
                    Multiply(ref first, ref Row(ref first, 1, height, length), ref Row(ref first, 2, height, length),
                        ref Row(ref first, 3, height, length), ref panel[0], length, ref tile[0]);
                    for (int i = 0; i < height; i++)
                        tile.Slice(i * TileColumns, width).CopyTo(result[((row + i) * columns + column)..]);
                }
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(panel);
        }
    }

    static int RowsOf(ReadOnlySpan<float> values, int length, string parameter) => values.Length % length == 0
        ? values.Length / length
        : throw new ArgumentException($"{values.Length} values are no rows of {length}.", parameter);

    static ref float Row(ref float first, int row, int height, int length) => ref Unsafe.Add(ref first, Math.Min(row, height - 1) * length);

    /// <summary>Rows side by side: value k of each, then value k + 1 of each; columns that are missing are 0.</summary>
    static void Pack(ReadOnlySpan<float> rows, int length, int width, Span<float> panel)
    {
        for (int j = 0; j < TileColumns; j++)
        {
            for (int k = 0; k < length; k++)
                panel[k * TileColumns + j] = j < width ? rows[j * length + k] : 0;
        }
    }

    static void Multiply(ref float a0, ref float a1, ref float a2, ref float a3, ref float panel, int length, ref float tile)
    {
        Vector256<float> s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default, s30 = default, s31 = default;
        for (int k = 0; k < length; k++)
        {
            Vector256<float> b0 = Vector256.LoadUnsafe(ref panel), b1 = Vector256.LoadUnsafe(ref panel, 8);
            panel = ref Unsafe.Add(ref panel, TileColumns);
            Vector256<float> x = Vector256.Create(Unsafe.Add(ref a0, k));
            s00 += x * b0;
            s01 += x * b1;
            x = Vector256.Create(Unsafe.Add(ref a1, k));
            s10 += x * b0;
            s11 += x * b1;
            x = Vector256.Create(Unsafe.Add(ref a2, k));
            s20 += x * b0;
            s21 += x * b1;
            x = Vector256.Create(Unsafe.Add(ref a3, k));
            s30 += x * b0;
            s31 += x * b1;
        }
        s00.StoreUnsafe(ref tile);
        s01.StoreUnsafe(ref tile, 8);
        s10.StoreUnsafe(ref tile, 16);
        s11.StoreUnsafe(ref tile, 24);
        s20.StoreUnsafe(ref tile, 32);
        s21.StoreUnsafe(ref tile, 40);
        s30.StoreUnsafe(ref tile, 48);
        s31.StoreUnsafe(ref tile, 56);
    }
}
