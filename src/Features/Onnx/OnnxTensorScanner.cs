using System.Globalization;

namespace TransferPredict.Features.Onnx;

/// <summary>Reads TensorProto messages: type, shape and where the values lie, checked against each other.</summary>
sealed class OnnxTensorScanner(ScanBudget budget, ExternalFiles external)
{
    const int MaxRank = 64;

    /// <summary>Reads one tensor; its values are passed over.</summary>
    internal OnnxTensor Scan(ProtobufReader tensor)
    {
        budget.CountRecord(tensor.Position);
        var found = new Parts { Start = tensor.Position, End = tensor.End };
        while (tensor.Next())
            ScanField(ref tensor, found);

        if (found.Dimensions.Count > MaxRank)
            throw OnnxThrow.BadRank(budget.File, found.Start, found.Name, MaxRank);
        long[] dimensions = [.. found.Dimensions];
        long count = TensorElementTypes.Count(dimensions)
            ?? throw OnnxThrow.BadDimensions(budget.File, found.Start, found.Name, dimensions);
        if (found.Type is < (long)TensorElementType.Float32 or > (long)TensorElementType.Int2)
            throw OnnxThrow.BadElementType(budget.File, found.Start, found.Name, found.Type);

        var type = (TensorElementType)found.Type;
        if (found.IsExternal)
            return External(found, type, dimensions, type.ByteCount(count));
        if (found.Raw is { } raw)
        {
            Require(raw.Length == type.ByteCount(count), found, type, dimensions, "raw_data", raw.Length, type.ByteCount(count));
            return new OnnxTensor(found.Name, type, dimensions, TensorStorage.Raw, external.ModelFile, raw.Start, raw.Length);
        }
        return Typed(found, type, dimensions, count);
    }

    static void ScanField(ref ProtobufReader tensor, Parts found)
    {
        switch (tensor.Field)
        {
            case 1:
                tensor.Integers(found.Dimensions, "TensorProto.dims");
                break;
            case 2:
                found.Type = tensor.Integer("TensorProto.data_type");
                break;
            case 4 or 5 or 6 or 7 or 10 or 11:
                found.AddTyped(ref tensor);
                break;
            case 8:
                found.Name = tensor.Text("TensorProto.name");
                break;
            case 9:
                found.Raw = tensor.Range("TensorProto.raw_data");
                break;
            case 13:
                found.AddExternal(tensor.Message("TensorProto.external_data"));
                break;
            case 14:
                found.IsExternal = tensor.Integer("TensorProto.data_location") == 1;
                break;
            default:
                tensor.Skip();
                break;
        }
    }

    OnnxTensor External(Parts found, TensorElementType type, long[] dimensions, long expected)
    {
        if (string.IsNullOrEmpty(found.Location))
            throw OnnxThrow.NoExternalLocation(budget.File, found.Name);

        long offset = Number(found, "offset", found.ExternalOffset) ?? 0;
        long length = Number(found, "length", found.ExternalLength) ?? expected;
        Require(length == expected, found, type, dimensions, "external data", length, expected);
        string path = external.Resolve(found.Name, found.Location, offset, length);
        return new OnnxTensor(found.Name, type, dimensions, TensorStorage.External, path, offset, length);
    }

    OnnxTensor Typed(Parts found, TensorElementType type, long[] dimensions, long count)
    {
        (int field, string name) = type switch
        {
            TensorElementType.Float32 or TensorElementType.Complex64 => (4, "float_data"),
            TensorElementType.String => (6, "string_data"),
            TensorElementType.Int64 => (7, "int64_data"),
            TensorElementType.Float64 or TensorElementType.Complex128 => (10, "double_data"),
            TensorElementType.UInt32 or TensorElementType.UInt64 => (11, "uint64_data"),
            _ => (5, "int32_data"),
        };
        Parts.TypedField data = found.Typed(field);
        bool isFixed = field is 4 or 10;
        if (isFixed)
            Require(data.Bytes == type.ByteCount(count), found, type, dimensions, name, data.Bytes, type.ByteCount(count));
        else if (type == TensorElementType.String ? data.Parts != count : !CouldHold(data, type, count))
            throw OnnxThrow.WrongElementCount(budget.File, found.Name, type, dimensions, name);

        // Numbers of fixed size packed into one field are the very bytes that raw_data would hold.
        return isFixed && data.IsPacked && data.Parts == 1
            ? new OnnxTensor(found.Name, type, dimensions, TensorStorage.Raw, external.ModelFile, data.Start, data.Bytes)
            : new OnnxTensor(found.Name, type, dimensions, TensorStorage.Fields, external.ModelFile, found.Start, found.End - found.Start);
    }

    /// <summary>
    /// A protobuf number takes 1 to 10 bytes; counting them exactly would read all of them, which ONNX Runtime does when
    /// the values are asked for. Elements below 8 bits share a number.
    /// </summary>
    static bool CouldHold(Parts.TypedField data, TensorElementType type, long count)
    {
        long numbers = type.Bits() < 8 ? (count * type.Bits() + 7) / 8 : count;
        return data.IsPacked ? data.Bytes >= Math.Min(numbers, count) && data.Bytes <= 10 * count : data.Parts == numbers || data.Parts == count;
    }

    long? Number(Parts found, string key, string? text) =>
        text == null ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number
        : throw OnnxThrow.BadExternalNumber(budget.File, found.Name, key, text);

    void Require(bool condition, Parts found, TensorElementType type, long[] dimensions, string where, long bytes, long expected)
    {
        if (!condition)
            throw OnnxThrow.WrongByteCount(budget.File, found.Name, type, dimensions, where, bytes, expected);
    }

    /// <summary>The fields of one tensor as they were read.</summary>
    sealed class Parts
    {
        readonly Dictionary<int, TypedField> _typed = [];

        internal int Start { get; init; }

        internal int End { get; init; }

        internal string Name { get; set; } = "";

        internal long Type { get; set; }

        internal List<long> Dimensions { get; } = [];

        internal (int Start, int Length)? Raw { get; set; }

        internal bool IsExternal { get; set; }

        internal string? Location { get; private set; }

        internal string? ExternalOffset { get; private set; }

        internal string? ExternalLength { get; private set; }

        internal TypedField Typed(int field) => _typed.GetValueOrDefault(field);

        internal void AddTyped(ref ProtobufReader tensor)
        {
            int field = tensor.Field;
            TypedField known = Typed(field);
            bool packed = tensor.WireType == ProtobufWireType.Bytes;
            int start = tensor.Position;
            if (packed)
                start = tensor.Range("TensorProto's typed data").Start;
            else
                tensor.Skip();
            int bytes = packed ? tensor.Position - start : tensor.WireType == ProtobufWireType.Fixed64 ? 8 : tensor.WireType == ProtobufWireType.Fixed32 ? 4 : 1;
            _typed[field] = new TypedField(start, known.Bytes + bytes, known.Parts + 1, packed || known.IsPacked);
        }

        internal void AddExternal(ProtobufReader entry)
        {
            string key = "", value = "";
            while (entry.Next())
            {
                switch (entry.Field)
                {
                    case 1:
                        key = entry.Text("StringStringEntryProto.key");
                        break;
                    case 2:
                        value = entry.Text("StringStringEntryProto.value");
                        break;
                    default:
                        entry.Skip();
                        break;
                }
            }
            if (key == "location")
                Location = value;
            else if (key == "offset")
                ExternalOffset = value;
            else if (key == "length")
                ExternalLength = value;
        }

        /// <summary>What was seen of a typed field: the last part's start, all parts' bytes, their number.</summary>
        internal readonly record struct TypedField(long Start, long Bytes, long Parts, bool IsPacked);
    }
}
