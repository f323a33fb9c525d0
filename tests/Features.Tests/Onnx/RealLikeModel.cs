using System.Runtime.InteropServices;
using TransferPredict.Features.Onnx;
using static TransferPredict.Features.Tests.Onnx.ModelBuilder;

namespace TransferPredict.Features.Tests.Onnx;

/// <summary>
/// A small model with everything that exports do with weights: raw bytes, typed fields, external data, halves, quantised
/// matrices of three kinds, Constant nodes, shapes, arithmetic, and the two bodies of an If.
/// </summary>
static class RealLikeModel
{
    internal const string ExternalFile = "weights.bin";
    internal const int Matrices = 12;
    const int Width = 6;

    internal static byte[] External { get; } = MemoryMarshal.AsBytes(Floats(64).AsSpan()).ToArray();

    internal static byte[] ToBytes()
    {
        ModelBuilder model = Create().Input("input_ids", TensorElementType.Int64, 2).Input("attention_mask", TensorElementType.Int64, 2);
        model.OperatorSets.Clear();
        model.OperatorSets.AddRange([("", 21), ("com.microsoft", 1)]);
        model.Initializer(Raw("embeddings.word_embeddings.weight", TensorElementType.Float32, [20, Width], Floats(20 * Width)))
            .Node("Gather", "/embeddings/word_embeddings/Gather", ["embeddings.word_embeddings.weight", "input_ids"], "words")
            .Initializer(Header("embeddings.position_embeddings.weight", TensorElementType.Float16, [8, Width])
                .Integers(5, Enumerable.Range(0, 8 * Width).Select(i => (long)BitConverter.HalfToUInt16Bits((Half)i))))
            .Node("Constant", "positions", [], "position_ids", TensorAttribute("value", Raw("", TensorElementType.Int64, [1, 8], [.. Enumerable.Range(0, 8).Select(i => (long)i)])))
            .Node("Gather", "/embeddings/position_embeddings/Gather", ["embeddings.position_embeddings.weight", "position_ids"], "places")
            .Node("Add", "/embeddings/Add", ["words", "places"], "hidden");

        model.Initializer(ModelBuilder.External("onnx::MatMul_101", TensorElementType.Float32, [Width, Width], ExternalFile, "16", "144"))
            .Node("MatMul", "/encoder/layer.0/attention/self/query/MatMul", ["hidden", "onnx::MatMul_101"], "q")
            .Initializer(Raw("k", TensorElementType.Int8, [Width, Width], [.. Enumerable.Range(0, Width * Width).Select(i => (sbyte)(i - 18))]))
            .Initializer(Raw("k_scale", TensorElementType.Float32, [Width], Floats(Width)))
            .Initializer(Raw("k_zero", TensorElementType.Int8, [Width], new sbyte[Width]))
            .Node("DequantizeLinear", "dk", ["k", "k_scale", "k_zero"], "k_float", Attribute("axis", 1))
            .Node("MatMul", "/encoder/layer.0/attention/self/key/MatMul", ["hidden", "k_float"], "keys");

        model.Initializer(Raw("v", TensorElementType.UInt8, [Width, Width], [.. Enumerable.Range(0, Width * Width).Select(i => (byte)(i * 7))]))
            .Initializer(Raw("v_scale", TensorElementType.Float32, [], 0.5f)).Initializer(Raw("v_zero", TensorElementType.UInt8, [], (byte)128))
            .Node("MatMulInteger", "/encoder/layer.0/attention/self/value/MatMul_quant", ["x8", "v", "x_zero", "v_zero"], "v_whole")
            .Node("Cast", "cv", ["v_whole"], "v_float", Attribute("to", 1))
            .Node("Mul", "vs", ["x_scale", "v_scale"], "v_scales").Node("Mul", "mv", ["v_float", "v_scales"], "values");

        model.Node("Constant", "c", [], "o_half", TensorAttribute("value", Raw("", TensorElementType.Float16, [4, Width], [.. Floats(4 * Width).Select(value => (Half)value)])))
            .Node("Cast", "co", ["o_half"], "o_cast", Attribute("to", 1)).Node("Transpose", "to", ["o_cast"], "o", Attribute("perm", 1, 0))
            .Node("MatMul", "/encoder/layer.0/attention/output/dense/MatMul", ["values", "o"], "mixed")
            .Initializer(Header("flat", TensorElementType.Float32, [2 * Width]).Bytes(4, MemoryMarshal.AsBytes(Floats(2 * Width).AsSpan())))
            .Initializer(Header("shape", TensorElementType.Int64, [2]).Integers(7, [-1, 2])).Initializer(Raw("two", TensorElementType.Float32, [1], 2f))
            .Node("Reshape", "r", ["flat", "shape"], "shaped").Node("Div", "d", ["shaped", "two"], "halved")
            .Node("Gemm", "/encoder/layer.0/intermediate/dense/Gemm", ["mixed", "halved", "intermediate.bias"], "wide");

        model.Initializer(Raw("block", TensorElementType.Int4, [4, 4], new byte[] { 0x12, 0x34, 0x56, 0x78, 0x9A, 0xBC, 0xDE, 0xF0 }))
            .Initializer(Raw("block_scale", TensorElementType.Float32, [2, 4], Floats(8)))
            .Node("DequantizeLinear", "db", ["block", "block_scale"], "block_float", Attribute("axis", 0), Attribute("block_size", 2))
            .Node("MatMul", "/encoder/layer.0/output/dense/MatMul", ["wide", "block_float"], "narrow")
            .Initializer(Raw("double", TensorElementType.Float64, [2, 3], 1.0, 2, 3, 4, 5, 6)).Initializer(Raw("bf", TensorElementType.BFloat16, [3, 2], new ushort[6]))
            .Node("MatMul", "/pooler/MatMul", ["narrow", "double"], "pooled").Node("MatMul", "/classifier/MatMul", ["pooled", "bf"], "scores");
        model.Graph.Message(1, NodeProto("If", "branch", "", ["mask"], ["chosen"],
            GraphAttribute("then_branch", Body("then", [3, 2])), GraphAttribute("else_branch", Body("else", [2, 2]))));
        return model.Output("scores", rank: 2).ToBytes();
    }

    static ProtobufWriter Body(string name, long[] shape) => new ProtobufWriter()
        .Message(1, NodeProto("MatMul", $"/{name}/MatMul", "", ["scores", $"{name}.weight"], [$"{name}_out"]))
        .Text(2, name).Message(5, Raw($"{name}.weight", TensorElementType.Float32, shape, Floats((int)(shape[0] * shape[1]))));

    static ProtobufWriter TensorAttribute(string name, ProtobufWriter tensor) => new ProtobufWriter().Text(1, name).Message(5, tensor).Integer(20, 4);

    static ProtobufWriter GraphAttribute(string name, ProtobufWriter graph) => new ProtobufWriter().Text(1, name).Message(6, graph).Integer(20, 5);

    static float[] Floats(int count) => [.. Enumerable.Range(0, count).Select(i => i * 0.25f - 1)];
}
