using TransferPredict.Features.Numerics;
using TransferPredict.Features.Onnx;
using static TransferPredict.Features.Tests.Onnx.ModelBuilder;

namespace TransferPredict.Features.Tests.Onnx;

/// <summary>
/// Well-formed files with senseless graphs: tensors of any type and shape, and operators on them with any attributes, of the
/// kinds that are handed to ONNX Runtime to be computed.
/// </summary>
static class RandomChains
{
    static readonly string[] _operators =
        ["Identity", "Cast", "Transpose", "DequantizeLinear", "Reshape", "Add", "Sub", "Mul", "Div", "Cast", "DequantizeLinear"];
    static readonly long[] _oddNumbers = [-1, 0, 1, 2, 3, 7, 64, int.MaxValue, int.MinValue, long.MaxValue, long.MinValue, 1L << 32];
    static readonly long[] _oddDimensions = [1, 1, 2, 2, 2, 3, 4, 4, 6, 0];

    internal static byte[] Build(ref SeededRandom random)
    {
        ModelBuilder model = Create().Input("x", TensorElementType.Float32, 2);
        model.OperatorSets.Clear();
        model.OperatorSets.Add(("", 10 + random.Next(16)));
        List<string> values = [];
        for (int i = 0; i < 6; i++)
        {
            model.Initializer(Tensor($"t{i}", ref random));
            values.Add($"t{i}");
        }
        for (int i = 0; i < 10; i++)
        {
            string operatorType = _operators[random.Next(_operators.Length)];
            int inputs = operatorType is "Identity" or "Cast" or "Transpose" ? 1 : operatorType == "DequantizeLinear" ? 2 + random.Next(2) : 2;
            string[] names = new string[inputs];
            for (int j = 0; j < inputs; j++)
                names[j] = values[random.Next(values.Count)];
            model.Node(operatorType, $"n{i}", names, $"v{i}", Attributes(operatorType, ref random));
            values.Add($"v{i}");
        }
        for (int i = 0; i < values.Count; i++)
            model.Node("MatMul", $"m{i}", ["x", values[i]], $"y{i}");
        return model.ToBytes();
    }

    static ProtobufWriter Tensor(string name, ref SeededRandom random)
    {
        var type = (TensorElementType)(1 + random.Next((int)TensorElementType.Int2));
        if (type is TensorElementType.String or TensorElementType.Bool || random.Next(3) == 0)
            type = ((TensorElementType[])[TensorElementType.Float32, TensorElementType.Int8, TensorElementType.UInt8, TensorElementType.Int4, TensorElementType.Int64])[random.Next(5)];
        long[] dimensions = new long[random.Next(5) == 0 ? random.Next(5) : 1 + random.Next(2)];
        for (int i = 0; i < dimensions.Length; i++)
            dimensions[i] = _oddDimensions[random.Next(_oddDimensions.Length)];
        byte[] bytes = new byte[type.ByteCount(TensorElementTypes.Count(dimensions)!.Value)];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = random.Next(3) == 0 ? (byte)0 : (byte)random.Next(256);
        if (type == TensorElementType.Int64)
        {
            // Shapes, more often than not.
            for (int i = 0; i < bytes.Length / 8; i++)
                BitConverter.TryWriteBytes(bytes.AsSpan(8 * i), random.Next(4) == 0 ? _oddNumbers[random.Next(_oddNumbers.Length)] : random.Next(7) - 1);
        }
        return Header(name, type, dimensions).Bytes(9, bytes);
    }

    static ProtobufWriter[] Attributes(string operatorType, ref SeededRandom random)
    {
        List<ProtobufWriter> attributes = [];
        if (operatorType == "Cast")
            attributes.Add(Attribute("to", random.Next(3) == 0 ? random.Next(30) : 1));
        if (operatorType == "Transpose" && random.Next(3) > 0)
            attributes.Add(Attribute("perm", [1, random.Next(2)]));
        if (operatorType == "DequantizeLinear" && random.Next(2) == 0)
            attributes.Add(Attribute("axis", Odd(ref random)));
        if (operatorType == "DequantizeLinear" && random.Next(2) == 0)
            attributes.Add(Attribute("block_size", Odd(ref random)));
        if (random.Next(20) == 0)
            attributes.Add(Attribute(((string[])["allowzero", "saturate", "output_dtype", "to", "axis"])[random.Next(5)], Odd(ref random)));
        return [.. attributes];
    }

    static long Odd(ref SeededRandom random) =>
        random.Next(2) == 0 ? random.Next(4) - 1 : _oddNumbers[random.Next(_oddNumbers.Length)];
}
