using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TransferPredict.Features.Spectra.Decomposition;

/// <summary>
/// A matrix read along its longer side: its lines are the rows of a tall matrix, the columns of a wide one. Values are checked
/// to be finite as they are read, and divided by a power of two.
/// </summary>
/// <param name="matrix">The matrix.</param>
/// <param name="exponent">The power of two.</param>
sealed class FiniteLines(IMatrixValues matrix, int exponent)
{
    const long InfinityBits = 0x7ff0_0000_0000_0000;
    const int ScanElements = 1 << 16;

    /// <summary>The number of lines.</summary>
    internal int Length { get; } = Math.Max(matrix.Rows, matrix.Columns);

    /// <summary>The values of a line.</summary>
    internal int Order { get; } = Math.Min(matrix.Rows, matrix.Columns);

    /// <summary>Whether a block of lines has a line in each column.</summary>
    internal bool IsWide { get; } = matrix.Rows < matrix.Columns;

    /// <summary>Reads lines as they lie in the matrix: as rows of the block, or as columns where <see cref="IsWide"/>.</summary>
    /// <returns>The largest magnitude among the values.</returns>
    /// <exception cref="NotFiniteValueException">A value is not finite; the first in the whole matrix is named.</exception>
    internal double Read(int first, int count, Span<double> block)
    {
        if (IsWide)
            matrix.Read(0, Order, first, count, block);
        else
            matrix.Read(first, count, 0, Order, block);
        long bits = LargestBits(block);
        if (bits >= InfinityBits)
            throw FirstNotFinite();
        if (exponent != 0)
        {
            for (int i = 0; i < block.Length; i++)
                block[i] = Math.ScaleB(block[i], -exponent);
        }
        return Math.ScaleB(BitConverter.Int64BitsToDouble(bits), -exponent);
    }

    /// <summary>Reads lines as rows of the block.</summary>
    /// <exception cref="NotFiniteValueException">See <see cref="Read"/>.</exception>
    internal void ReadAsRows(int first, int count, int countAtOnce, Span<double> block)
    {
        if (!IsWide)
        {
            _ = Read(first, count, block);
            return;
        }
        double[] rented = ArrayPool<double>.Shared.Rent(Math.Min(count, countAtOnce) * Order);
        for (int done = 0; done < count; done += countAtOnce)
        {
            int lines = Math.Min(countAtOnce, count - done);
            Span<double> stripe = rented.AsSpan(0, Order * lines);
            _ = Read(first + done, lines, stripe);
            for (int i = 0; i < lines; i++)
            {
                Span<double> row = block.Slice((done + i) * Order, Order);
                for (int j = 0; j < row.Length; j++)
                    row[j] = stripe[j * lines + i];
            }
        }
        ArrayPool<double>.Shared.Return(rented);
    }

    // Without their sign, the bits of doubles are in the order of their magnitudes, and those of NaN are the largest.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static long LargestBits(ReadOnlySpan<double> values)
    {
        Vector256<long> mask = Vector256.Create(long.MaxValue), largest = default, more = default;
        int i = 0;
        for (; i <= values.Length - 8; i += 8)
        {
            largest = Vector256.Max(largest, Vector256.Create(values[i..]).AsInt64() & mask);
            more = Vector256.Max(more, Vector256.Create(values[(i + 4)..]).AsInt64() & mask);
        }
        largest = Vector256.Max(largest, more);
        long bits = Math.Max(Math.Max(largest[0], largest[1]), Math.Max(largest[2], largest[3]));
        for (; i < values.Length; i++)
            bits = Math.Max(bits, BitConverter.DoubleToInt64Bits(values[i]) & long.MaxValue);
        return bits;
    }

    ArithmeticException FirstNotFinite()
    {
        int width = Math.Min(matrix.Columns, ScanElements);
        double[] values = new double[width];
        for (int row = 0; row < matrix.Rows; row++)
        {
            for (int column = 0; column < matrix.Columns; column += width)
            {
                Span<double> piece = values.AsSpan(0, Math.Min(width, matrix.Columns - column));
                matrix.Read(row, 1, column, piece.Length, piece);
                for (int i = 0; i < piece.Length; i++)
                {
                    if (!double.IsFinite(piece[i]))
                        return new NotFiniteValueException(piece[i], row, column + i);
                }
            }
        }
        return SpectraThrow.ValuesChanged();
    }
}
