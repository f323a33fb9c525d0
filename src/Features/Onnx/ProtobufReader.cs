using System.Buffers.Binary;

namespace TransferPredict.Features.Onnx;

/// <summary>
/// Reads protobuf fields from bytes that nobody vouches for. Positions are counted from the start of the file, so that
/// errors and tensors can name them; every length is held against the message that contains it.
/// </summary>
ref struct ProtobufReader
{
    readonly ReadOnlySpan<byte> _file;
    readonly int _end;
    readonly ScanBudget _budget;
    int _position;

    internal ProtobufReader(ReadOnlySpan<byte> file, ScanBudget budget) : this(file, 0, file.Length, budget) { }

    ProtobufReader(ReadOnlySpan<byte> file, int start, int end, ScanBudget budget)
    {
        _file = file;
        _position = start;
        _end = end;
        _budget = budget;
    }

    /// <summary>The number of the field read last.</summary>
    internal int Field { get; private set; }

    internal ProtobufWireType WireType { get; private set; }

    /// <summary>Where the next byte is read.</summary>
    internal readonly int Position => _position;

    internal readonly int End => _end;

    /// <summary>Reads the next field's number and wire type; false at the end of the message.</summary>
    internal bool Next()
    {
        if (_position == _end)
            return false;

        _budget.CountField(_position);
        int start = _position;
        ulong tag = ReadVarint();
        int wire = (int)(tag & 7);
        ulong field = tag >> 3;
        if (field is 0 or > 0x1FFF_FFFF)
            throw OnnxThrow.BadFieldNumber(_budget.File, start, field);
        if (wire is not (0 or 1 or 2 or 5))
            throw OnnxThrow.BadWireType(_budget.File, start, (int)field, wire);

        Field = (int)field;
        WireType = (ProtobufWireType)wire;
        return true;
    }

    internal ulong ReadVarint()
    {
        int start = _position;
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            if (_position == _end)
                throw OnnxThrow.Truncated(_budget.File, start, "a number", _end);
            byte next = _file[_position++];
            // The tenth byte has room for one bit only.
            if (shift == 63 && next > 1)
                break;
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
        throw OnnxThrow.BadVarint(_budget.File, start);
    }

    /// <summary>An integer field's value.</summary>
    internal long Integer(string what)
    {
        Expect(ProtobufWireType.Varint, what);
        return (long)ReadVarint();
    }

    internal float Float(string what)
    {
        Expect(ProtobufWireType.Fixed32, what);
        return BinaryPrimitives.ReadSingleLittleEndian(Take(4, what));
    }

    /// <summary>A message inside this one, which is passed over.</summary>
    internal ProtobufReader Message(string what)
    {
        (int start, int length) = Range(what);
        return new ProtobufReader(_file, start, start + length, _budget);
    }

    /// <summary>Where a field of bytes lies; it is passed over without being touched.</summary>
    internal (int Start, int Length) Range(string what)
    {
        Expect(ProtobufWireType.Bytes, what);
        int start = _position;
        ulong length = ReadVarint();
        if (length > (ulong)(_end - _position))
            throw OnnxThrow.LengthPastEnd(_budget.File, start, what, length, _end - _position);

        int at = _position;
        _position += (int)length;
        return (at, (int)length);
    }

    internal string Text(string what)
    {
        (int start, int length) = Range(what);
        return _budget.Text(_file.Slice(start, length), start);
    }

    /// <summary>Appends integers, written one by one or packed into one field.</summary>
    internal void Integers(List<long> values, string what)
    {
        if (WireType == ProtobufWireType.Varint)
        {
            _budget.CountRecord(_position);
            values.Add((long)ReadVarint());
            return;
        }

        ProtobufReader packed = Message(what);
        while (packed._position < packed._end)
        {
            _budget.CountRecord(packed._position);
            values.Add((long)packed.ReadVarint());
        }
    }

    /// <summary>Passes over the field read last.</summary>
    internal void Skip()
    {
        const string what = "a field";
        switch (WireType)
        {
            case ProtobufWireType.Varint:
                ReadVarint();
                break;
            case ProtobufWireType.Fixed64:
                Take(8, what);
                break;
            case ProtobufWireType.Fixed32:
                Take(4, what);
                break;
            default:
                Range(what);
                break;
        }
    }

    ReadOnlySpan<byte> Take(int count, string what)
    {
        if (count > _end - _position)
            throw OnnxThrow.Truncated(_budget.File, _position, what, _end);

        ReadOnlySpan<byte> bytes = _file.Slice(_position, count);
        _position += count;
        return bytes;
    }

    readonly void Expect(ProtobufWireType expected, string what)
    {
        if (WireType != expected)
            throw OnnxThrow.WrongWireType(_budget.File, _position, what, Field, WireType, expected);
    }
}
