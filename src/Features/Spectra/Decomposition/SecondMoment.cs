using System.Buffers;
using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Spectra.Decomposition;

/// <summary>
/// The uncentred second-moment matrix of rows that are counted several times. Every entry is summed in the order of the rows,
/// so that the result has the same bits however the work is cut into blocks.
/// </summary>
public static class SecondMoment
{
    const int TileRows = ProductTile.Rows;
    const int TileColumns = ProductTile.Columns;
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
                        ProductTile.Add(ref plain[PanelOffset(row, count)], TileColumns, ref weighted[PanelOffset(column, count)], count,
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
}
