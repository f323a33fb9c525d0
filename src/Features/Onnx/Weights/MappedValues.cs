using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Microsoft.Win32.SafeHandles;
using TransferPredict.Features.Spectra.Decomposition;

namespace TransferPredict.Features.Onnx.Weights;

/// <summary>
/// A matrix whose elements lie in a file as they are, one row after another, little-endian. Reading goes through the page cache
/// into the caller's block and needs no memory of its own. Any number of threads may read at a time.
/// </summary>
public sealed class MappedValues : IMatrixValues, IDisposable
{
    // As long as this, a piece is still in the second-level cache when it is widened.
    const int Piece = 1 << 16;

    readonly SafeFileHandle _handle;
    readonly string _file;
    readonly long _offset;
    readonly TensorElementType _type;

    MappedValues(SafeFileHandle handle, string file, long offset, TensorElementType type, int rows, int columns) =>
        (_handle, _file, _offset, _type, Rows, Columns) = (handle, file, offset, type, rows, columns);

    /// <inheritdoc/>
    public int Rows { get; }

    /// <inheritdoc/>
    public int Columns { get; }

    /// <summary>Opens the file, which must not change until this is disposed.</summary>
    /// <param name="file">The file.</param>
    /// <param name="offset">Where the first element begins, in bytes.</param>
    /// <param name="type">Float32, Float64, Float16 or BFloat16.</param>
    /// <param name="rows">Rows as stored, 1 or more.</param>
    /// <param name="columns">Columns as stored, 1 or more.</param>
    /// <exception cref="ArgumentException">The element type is none of the four, or a number is out of range.</exception>
    /// <exception cref="OnnxModelException">The file ends before the matrix does.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static MappedValues Open(string file, long offset, TensorElementType type, int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (!type.IsFloat())
            throw new ArgumentException($"Elements of {type} were found; Float32, Float64, Float16 or BFloat16 was expected.", nameof(type));
        SafeFileHandle handle = File.OpenHandle(file);
        try
        {
            long length = RandomAccess.GetLength(handle);
            Int128 needed = offset + (Int128)((long)rows * columns) * (type.Bits() / 8);
            return needed <= length
                ? new MappedValues(handle, file, offset, type, rows, columns)
                : throw new OnnxModelException(OnnxDefect.Changed, file,
                    $"'{file}' has {length} bytes where {type}[{rows}, {columns}] at {offset} needs {needed}; it is truncated or has changed.");
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="OnnxModelException">The file has been shortened since it was opened.</exception>
    public void Read(int row, int rows, int column, int columns, Span<double> values)
    {
        if (row < 0 || rows < 0 || row > Rows - rows || column < 0 || columns < 0 || column > Columns - columns)
        {
            throw new ArgumentException(
                $"{rows} rows from {row} and {columns} columns from {column} were asked for; the matrix is {Rows} x {Columns}.");
        }
        if (values.Length != (long)rows * columns)
            throw new ArgumentException($"Room for {values.Length} values was given; {rows} x {columns} are {(long)rows * columns}.", nameof(values));

        (int lines, int length) = columns == Columns ? (Math.Min(rows, 1), rows * columns) : (rows, columns);
        for (int i = 0; i < lines; i++)
        {
            long first = (long)(row + i) * Columns + column;
            for (int done = 0; done < length; done += Piece)
                ReadPiece(first + done, values.Slice(i * length + done, Math.Min(Piece, length - done)));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    // The elements are put at the end of their own room. Widening from the front then never reaches one it has not read.
    void ReadPiece(long first, Span<double> values)
    {
        int size = _type.Bits() / 8;
        Span<byte> bytes = MemoryMarshal.AsBytes(values)[(values.Length * (sizeof(double) - size))..];
        for (int done = 0; done < bytes.Length;)
        {
            int count = RandomAccess.Read(_handle, bytes[done..], _offset + first * size + done);
            if (count == 0)
                throw OnnxThrow.Changed(_file);
            done += count;
        }
        ref double target = ref MemoryMarshal.GetReference(values);
        switch (_type)
        {
            case TensorElementType.Float32:
                WidenSingles(ref Unsafe.As<byte, float>(ref MemoryMarshal.GetReference(bytes)), ref target, values.Length);
                break;
            case TensorElementType.Float16:
                WidenHalves(ref Unsafe.As<byte, ushort>(ref MemoryMarshal.GetReference(bytes)), ref target, values.Length);
                break;
            case TensorElementType.BFloat16:
                WidenUpperHalves(ref Unsafe.As<byte, ushort>(ref MemoryMarshal.GetReference(bytes)), ref target, values.Length);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void WidenSingles(ref float source, ref double target, int count)
    {
        int i = 0;
        for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
            Store(Vector256.LoadUnsafe(ref source, (nuint)i), ref target, i);
        for (; i < count; i++)
            Unsafe.Add(ref target, i) = Unsafe.Add(ref source, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void WidenHalves(ref ushort source, ref double target, int count)
    {
        int i = 0;
        for (; i <= count - Vector128<ushort>.Count; i += Vector128<ushort>.Count)
            Store(ToSingles(Widen(ref source, i)), ref target, i);
        for (; i < count; i++)
            Unsafe.Add(ref target, i) = (double)BitConverter.UInt16BitsToHalf(Unsafe.Add(ref source, i));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void WidenUpperHalves(ref ushort source, ref double target, int count)
    {
        int i = 0;
        for (; i <= count - Vector128<ushort>.Count; i += Vector128<ushort>.Count)
            Store((Widen(ref source, i) << 16).AsSingle(), ref target, i);
        for (; i < count; i++)
            Unsafe.Add(ref target, i) = BitConverter.UInt32BitsToSingle((uint)Unsafe.Add(ref source, i) << 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<uint> Widen(ref ushort source, int place)
    {
        Vector128<ushort> bits = Vector128.LoadUnsafe(ref source, (nuint)place);
        return Vector256.Create(Vector128.WidenLower(bits), Vector128.WidenUpper(bits));
    }

    // The exponent's bias goes from 15 to 127 by an exact product, which also normalises what is subnormal as a half.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> ToSingles(Vector256<uint> halves)
    {
        Vector256<uint> magnitude = halves & Vector256.Create(0x7fffu);
        Vector256<uint> sign = (halves & Vector256.Create(0x8000u)) << 16;
        Vector256<float> finite = (magnitude << 13).AsSingle() * Vector256.Create(5.192296858534828e33f); // 2^112
        Vector256<uint> notFinite = (magnitude << 13) | Vector256.Create(0x7f800000u);
        Vector256<uint> which = Vector256.GreaterThanOrEqual(magnitude, Vector256.Create(0x7c00u));
        return (Vector256.ConditionalSelect(which, notFinite, finite.AsUInt32()) | sign).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Store(Vector256<float> singles, ref double target, int place)
    {
        (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(singles);
        lower.StoreUnsafe(ref target, (nuint)place);
        upper.StoreUnsafe(ref target, (nuint)place + 4);
    }
}
