using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TransferPredict.Features.Spectra;

/// <summary>
/// The uncentred second-moment matrix of rows that are counted several times. Every entry is summed in the order of the rows,
/// so that the result has the same bits however the work is cut into blocks.
/// </summary>
public static class SecondMoment
{
    const int TileRows = 4;
    const int TileColumns = 8;
    const int Panel = 128; // rows packed at a time: two columns' panels and a tile stay in the first-level cache

    /// <summary>result = Σᵢ mᵢ xᵢ xᵢᵀ: WᵀW of the matrix W that holds row i mᵢ times; neither centred nor divided.</summary>
    /// <param name="rows">The rows xᵢ one after the other, each of <paramref name="columns"/> finite values.</param>
    /// <param name="columns">Values in a row, 1 or more.</param>
    /// <param name="multiplicity">How often each row counts, 0 or more; its length is the number of rows.</param>
    /// <param name="result">Takes the symmetric matrix, columns x columns, both triangles; what it held is overwritten.</param>
    /// <exception cref="ArgumentException">A length does not fit, a value is not finite, a multiplicity is negative.</exception>
    public static void Compute(ReadOnlySpan<float> rows, int columns, ReadOnlySpan<int> multiplicity, Span<double> result)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (rows.Length != (long)multiplicity.Length * columns)
            SpectraThrow.RowsLength(rows.Length, columns, multiplicity.Length, nameof(rows));
        if (result.Length != (long)columns * columns)
            SpectraThrow.ResultLength(result.Length, columns, nameof(result));

        int width = (columns + TileColumns - 1) / TileColumns * TileColumns;
        double[] sums = ArrayPool<double>.Shared.Rent(width * width);
        double[] plain = ArrayPool<double>.Shared.Rent(width * Panel);
        double[] weighted = ArrayPool<double>.Shared.Rent(width * Panel);
        try
        {
            sums.AsSpan(0, width * width).Clear();
            for (int first = 0; first < multiplicity.Length; first += Panel)
            {
                int count = Math.Min(Panel, multiplicity.Length - first);
                Pack(rows, columns, multiplicity, first, count, width, plain, weighted);
                for (int column = 0; column < width; column += TileColumns)
                {
                    for (int row = 0; row < column + TileColumns; row += TileRows)
                        AddTile(ref plain[PanelOffset(row, count)], ref weighted[PanelOffset(column, count)], count,
                            ref sums[row * width + column], width);
                }
            }
            for (int i = 0; i < columns; i++)
            {
                for (int j = i; j < columns; j++)
                    result[i * columns + j] = result[j * columns + i] = sums[i * width + j];
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(sums);
            ArrayPool<double>.Shared.Return(plain);
            ArrayPool<double>.Shared.Return(weighted);
        }
    }

    // Groups of TileColumns columns follow each other; within a group, row after row. A tile's rows may start inside a group.
    static int PanelOffset(int column, int count) => column / TileColumns * TileColumns * count + column % TileColumns;

    static void Pack(ReadOnlySpan<float> rows, int columns, ReadOnlySpan<int> multiplicity, int first, int count, int width,
        double[] plain, double[] weighted)
    {
        for (int k = 0; k < count; k++)
        {
            int times = multiplicity[first + k];
            if (times < 0)
                SpectraThrow.Multiplicity(times, first + k, nameof(multiplicity));
            ReadOnlySpan<float> row = rows.Slice((first + k) * columns, columns);
            for (int group = 0; group < width; group += TileColumns)
            {
                int target = group * count + k * TileColumns;
                for (int j = 0; j < TileColumns; j++)
                {
                    double value = group + j < columns ? row[group + j] : 0;
                    if (!double.IsFinite(value))
                        SpectraThrow.NotFinite(value, first + k, group + j, nameof(rows));
                    plain[target + j] = value;
                    weighted[target + j] = times * value;
                }
            }
        }
    }

    // sums[r, c] += Σ_k a[k, r] b[k, c] for 4 rows and 8 columns, k ascending.
    static void AddTile(ref double a, ref double b, int count, ref double sums, int width)
    {
        ref double sums1 = ref Unsafe.Add(ref sums, width);
        ref double sums2 = ref Unsafe.Add(ref sums1, width);
        ref double sums3 = ref Unsafe.Add(ref sums2, width);
        Vector256<double> s00 = Vector256.LoadUnsafe(ref sums), s01 = Vector256.LoadUnsafe(ref sums, 4);
        Vector256<double> s10 = Vector256.LoadUnsafe(ref sums1), s11 = Vector256.LoadUnsafe(ref sums1, 4);
        Vector256<double> s20 = Vector256.LoadUnsafe(ref sums2), s21 = Vector256.LoadUnsafe(ref sums2, 4);
        Vector256<double> s30 = Vector256.LoadUnsafe(ref sums3), s31 = Vector256.LoadUnsafe(ref sums3, 4);
        for (int k = 0; k < count; k++)
        {
            Vector256<double> b0 = Vector256.LoadUnsafe(ref b), b1 = Vector256.LoadUnsafe(ref b, 4);
            Vector256<double> x = Vector256.Create(a);
            s00 += x * b0;
            s01 += x * b1;
            x = Vector256.Create(Unsafe.Add(ref a, 1));
            s10 += x * b0;
            s11 += x * b1;
            x = Vector256.Create(Unsafe.Add(ref a, 2));
            s20 += x * b0;
            s21 += x * b1;
            x = Vector256.Create(Unsafe.Add(ref a, 3));
            s30 += x * b0;
            s31 += x * b1;
            a = ref Unsafe.Add(ref a, TileColumns);
            b = ref Unsafe.Add(ref b, TileColumns);
        }
        s00.StoreUnsafe(ref sums);
        s01.StoreUnsafe(ref sums, 4);
        s10.StoreUnsafe(ref sums1);
        s11.StoreUnsafe(ref sums1, 4);
        s20.StoreUnsafe(ref sums2);
        s21.StoreUnsafe(ref sums2, 4);
        s30.StoreUnsafe(ref sums3);
        s31.StoreUnsafe(ref sums3, 4);
    }
}
