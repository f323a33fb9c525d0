using System.Buffers;
using TransferPredict.Features.Spectra.Decomposition;

namespace TransferPredict.Features.Spectra.Distances;

/// <summary>What training changed: the values of one matrix less those of another, in double precision.</summary>
public sealed class DifferenceValues : IMatrixValues
{
    readonly IMatrixValues _tuned;
    readonly IMatrixValues _base;

    /// <summary>The matrix W_tuned - W_base.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public DifferenceValues(IMatrixValues tuned, IMatrixValues @base)
    {
        if (tuned.Rows != @base.Rows || tuned.Columns != @base.Columns)
            SpectraThrow.UnequalShapes($"{tuned.Rows} x {tuned.Columns}", $"{@base.Rows} x {@base.Columns}", nameof(@base));
        (_tuned, _base) = (tuned, @base);
    }

    /// <inheritdoc/>
    public int Rows => _tuned.Rows;

    /// <inheritdoc/>
    public int Columns => _tuned.Columns;

    /// <inheritdoc/>
    public void Read(int row, int rows, int column, int columns, Span<double> values)
    {
        _tuned.Read(row, rows, column, columns, values);
        double[] subtracted = ArrayPool<double>.Shared.Rent(values.Length);
        try
        {
            _base.Read(row, rows, column, columns, subtracted.AsSpan(0, values.Length));
            for (int i = 0; i < values.Length; i++)
                values[i] -= subtracted[i];
        }
        finally
        {
            ArrayPool<double>.Shared.Return(subtracted);
        }
    }
}
