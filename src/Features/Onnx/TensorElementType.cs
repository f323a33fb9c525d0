namespace TransferPredict.Features.Onnx;

/// <summary>The types of tensor elements, by ONNX's own numbers (<c>TensorProto.DataType</c>).</summary>
public enum TensorElementType
{
    /// <summary>No type is given.</summary>
    Undefined = 0,
    /// <summary>IEEE 754 single precision.</summary>
    Float32 = 1,
    /// <summary>Unsigned, 8 bits.</summary>
    UInt8 = 2,
    /// <summary>Signed, 8 bits.</summary>
    Int8 = 3,
    /// <summary>Unsigned, 16 bits.</summary>
    UInt16 = 4,
    /// <summary>Signed, 16 bits.</summary>
    Int16 = 5,
    /// <summary>Signed, 32 bits.</summary>
    Int32 = 6,
    /// <summary>Signed, 64 bits.</summary>
    Int64 = 7,
    /// <summary>Texts.</summary>
    String = 8,
    /// <summary>True or false, a byte each.</summary>
    Bool = 9,
    /// <summary>IEEE 754 half precision.</summary>
    Float16 = 10,
    /// <summary>IEEE 754 double precision.</summary>
    Float64 = 11,
    /// <summary>Unsigned, 32 bits.</summary>
    UInt32 = 12,
    /// <summary>Unsigned, 64 bits.</summary>
    UInt64 = 13,
    /// <summary>Two single-precision numbers.</summary>
    Complex64 = 14,
    /// <summary>Two double-precision numbers.</summary>
    Complex128 = 15,
    /// <summary>The upper half of a single-precision number.</summary>
    BFloat16 = 16,
    /// <summary>8-bit float: 4 bits of exponent, finite only.</summary>
    Float8E4M3FN = 17,
    /// <summary>8-bit float: 4 bits of exponent, no negative zero.</summary>
    Float8E4M3FNUZ = 18,
    /// <summary>8-bit float: 5 bits of exponent.</summary>
    Float8E5M2 = 19,
    /// <summary>8-bit float: 5 bits of exponent, no negative zero.</summary>
    Float8E5M2FNUZ = 20,
    /// <summary>Unsigned, 4 bits, two in a byte.</summary>
    UInt4 = 21,
    /// <summary>Signed, 4 bits, two in a byte.</summary>
    Int4 = 22,
    /// <summary>4-bit float, two in a byte.</summary>
    Float4E2M1 = 23,
    /// <summary>8-bit power of two.</summary>
    Float8E8M0 = 24,
    /// <summary>Unsigned, 2 bits, four in a byte.</summary>
    UInt2 = 25,
    /// <summary>Signed, 2 bits, four in a byte.</summary>
    Int2 = 26,
}
