using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace TransferPredict.Features.Onnx;

/// <summary>Writes protobuf messages in memory: enough for the small models that read weights.</summary>
sealed class ProtobufWriter
{
    readonly ArrayBufferWriter<byte> _bytes = new();

    internal ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    internal ProtobufWriter Integer(int field, long value)
    {
        Varint((ulong)field << 3);
        Varint((ulong)value);
        return this;
    }

    internal ProtobufWriter Float(int field, float value)
    {
        Varint(((ulong)field << 3) | 5);
        BinaryPrimitives.WriteSingleLittleEndian(_bytes.GetSpan(4), value);
        _bytes.Advance(4);
        return this;
    }

    internal ProtobufWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint(((ulong)field << 3) | 2);
        Varint((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    internal ProtobufWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    internal ProtobufWriter Message(int field, ProtobufWriter message) => Bytes(field, message.Written);

    /// <summary>Integers packed into one field.</summary>
    internal ProtobufWriter Integers(int field, IEnumerable<long> values)
    {
        var packed = new ProtobufWriter();
        foreach (long value in values)
            packed.Varint((ulong)value);
        return Bytes(field, packed.Written);
    }

    /// <summary>Bytes that are protobuf fields already.</summary>
    internal ProtobufWriter Fields(ReadOnlySpan<byte> encoded)
    {
        _bytes.Write(encoded);
        return this;
    }

    internal void Varint(ulong value)
    {
        Span<byte> span = _bytes.GetSpan(10);
        int count = 0;
        for (; value >= 0x80; value >>= 7)
            span[count++] = (byte)(value | 0x80);
        span[count++] = (byte)value;
        _bytes.Advance(count);
    }
}
