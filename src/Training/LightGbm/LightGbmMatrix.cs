using System.Runtime.InteropServices;

namespace TransferPredict.Training.LightGbm;

/// <summary>
/// A view of feature values, row after row, that LightGBM reads in place: one row a training example, one column a
/// feature, NaN where a value is missing. Infinite values sort beyond all finite ones.
/// </summary>
public readonly ref struct LightGbmMatrix
{
    readonly ReadOnlySpan<byte> _bytes;

    /// <summary>A view of double values.</summary>
    /// <exception cref="ArgumentException">The length of <paramref name="values"/> is not rows times columns, or there is no column.</exception>
    public LightGbmMatrix(ReadOnlySpan<double> values, int rows, int columns)
        : this(MemoryMarshal.AsBytes(values), values.Length, rows, columns, NativeMethods.Float64)
    {
    }

    /// <summary>A view of float values.</summary>
    /// <exception cref="ArgumentException">The length of <paramref name="values"/> is not rows times columns, or there is no column.</exception>
    public LightGbmMatrix(ReadOnlySpan<float> values, int rows, int columns)
        : this(MemoryMarshal.AsBytes(values), values.Length, rows, columns, NativeMethods.Float32)
    {
    }

    LightGbmMatrix(ReadOnlySpan<byte> bytes, int length, int rows, int columns, int dataType)
    {
        if (columns < 1)
            throw new ArgumentException($"The matrix has {columns} columns; expected 1 or more.", nameof(columns));
        if (rows < 0)
            throw new ArgumentException($"The matrix has {rows} rows; expected 0 or more.", nameof(rows));
        if (length != (long)rows * columns)
            throw new ArgumentException($"The matrix holds {length} values; expected {rows} rows x {columns} columns = {(long)rows * columns}.", nameof(rows));
        _bytes = bytes;
        Rows = rows;
        Columns = columns;
        DataType = dataType;
    }

    /// <summary>The number of examples.</summary>
    public int Rows { get; }

    /// <summary>The number of features.</summary>
    public int Columns { get; }

    internal int DataType { get; }

    /// <summary>Lets <c>fixed</c> pin the values.</summary>
    internal ref readonly byte GetPinnableReference() => ref _bytes.GetPinnableReference();
}
