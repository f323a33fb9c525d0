using System.Buffers.Binary;

namespace TransferPredict.Features.Onnx.Weights;

/// <summary>
/// The values of a small integer tensor, such as a shape or a list of positions, which tell what a graph does before
/// anything is run.
/// </summary>
static class SmallIntegers
{
    /// <summary>The values; null when the tensor is not of int32 or int64 bytes or has more than <paramref name="limit"/> elements.</summary>
    internal static long[]? Read(OnnxTensor tensor, int limit)
    {
        if (tensor.ElementCount > limit || tensor.ElementType is not (TensorElementType.Int64 or TensorElementType.Int32))
            return null;
        // A TensorProto may carry anything beside its values; a small tensor's is small.
        if (tensor.Length > 16L * limit + 4096)
            return null;

        byte[] bytes = FileBytes.Read(tensor.FilePath, tensor.Offset, tensor.Length);
        if (tensor.Storage == TensorStorage.Fields)
            return FromFields(tensor, bytes);

        int size = tensor.ElementType.Bits() / 8;
        long[] values = new long[tensor.ElementCount];
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> element = bytes.AsSpan(i * size, size);
            values[i] = size == 8 ? BinaryPrimitives.ReadInt64LittleEndian(element) : BinaryPrimitives.ReadInt32LittleEndian(element);
        }
        return values;
    }

    static long[]? FromFields(OnnxTensor tensor, byte[] bytes)
    {
        List<long> values = [];
        var reader = new ProtobufReader(bytes, new ScanBudget(tensor.FilePath));
        int field = tensor.ElementType == TensorElementType.Int64 ? 7 : 5;
        while (reader.Next())
        {
            if (reader.Field == field)
                reader.Integers(values, "TensorProto's typed data");
            else
                reader.Skip();
        }
        return values.Count == tensor.ElementCount ? [.. values] : null;
    }
}
