namespace TransferPredict.Features.Onnx;

/// <summary>Sizes of element types, and which of .NET's types they are.</summary>
static class TensorElementTypes
{
    /// <summary>The bits an element takes in raw data; 0 for texts, which have no raw form.</summary>
    internal static int Bits(this TensorElementType type) => type switch
    {
        TensorElementType.UInt2 or TensorElementType.Int2 => 2,
        TensorElementType.UInt4 or TensorElementType.Int4 or TensorElementType.Float4E2M1 => 4,
        TensorElementType.UInt8 or TensorElementType.Int8 or TensorElementType.Bool
            or TensorElementType.Float8E4M3FN or TensorElementType.Float8E4M3FNUZ or TensorElementType.Float8E5M2
            or TensorElementType.Float8E5M2FNUZ or TensorElementType.Float8E8M0 => 8,
        TensorElementType.UInt16 or TensorElementType.Int16 or TensorElementType.Float16 or TensorElementType.BFloat16 => 16,
        TensorElementType.Float32 or TensorElementType.Int32 or TensorElementType.UInt32 => 32,
        TensorElementType.Float64 or TensorElementType.Int64 or TensorElementType.UInt64 or TensorElementType.Complex64 => 64,
        TensorElementType.Complex128 => 128,
        _ => 0,
    };

    /// <summary>Whether the type holds fractions, as weights that are not quantised do.</summary>
    internal static bool IsFloat(this TensorElementType type) =>
        type is TensorElementType.Float32 or TensorElementType.Float16 or TensorElementType.BFloat16 or TensorElementType.Float64;

    /// <summary>Whether DequantizeLinear turns the type into fractions.</summary>
    internal static bool IsQuantized(this TensorElementType type) =>
        type is TensorElementType.Int8 or TensorElementType.UInt8 or TensorElementType.Int16 or TensorElementType.UInt16
            or TensorElementType.Int4 or TensorElementType.UInt4;

    /// <summary>The product of the dimensions, or null when one is negative or the product is over 2^55.</summary>
    internal static long? Count(ReadOnlySpan<long> dimensions)
    {
        // Below 2^55 no element type's size in bits overflows 64 bits.
        const long limit = 1L << 55;
        bool empty = false;
        long count = 1;
        foreach (long dimension in dimensions)
        {
            if (dimension < 0)
                return null;
            if (dimension == 0)
                empty = true;
            else if (count > limit / dimension)
                return null;
            else
                count *= dimension;
        }
        return empty ? 0 : count;
    }

    /// <summary>The bytes of that many elements in raw data.</summary>
    internal static long ByteCount(this TensorElementType type, long elements) => (elements * type.Bits() + 7) / 8;

    internal static TensorElementType Of<T>() where T : unmanaged =>
        typeof(T) == typeof(float) ? TensorElementType.Float32
        : typeof(T) == typeof(double) ? TensorElementType.Float64
        : typeof(T) == typeof(long) ? TensorElementType.Int64
        : typeof(T) == typeof(int) ? TensorElementType.Int32
        : typeof(T) == typeof(short) ? TensorElementType.Int16
        : typeof(T) == typeof(sbyte) ? TensorElementType.Int8
        : typeof(T) == typeof(byte) ? TensorElementType.UInt8
        : typeof(T) == typeof(ushort) ? TensorElementType.UInt16
        : typeof(T) == typeof(uint) ? TensorElementType.UInt32
        : typeof(T) == typeof(ulong) ? TensorElementType.UInt64
        : typeof(T) == typeof(bool) ? TensorElementType.Bool
        : typeof(T) == typeof(Half) ? TensorElementType.Float16
        : throw new ArgumentException($"{typeof(T)} is no element type of ONNX tensors.");
}
