using System.Runtime.InteropServices;
using TransferPredict.Features.Onnx;

namespace TransferPredict.Features.Tests.Onnx;

/// <summary>Writes small ONNX models field by field, right ones and wrong ones.</summary>
sealed class ModelBuilder
{
    internal ProtobufWriter Graph { get; } = new ProtobufWriter().Text(2, "test");

    internal List<(string Domain, long Version)> OperatorSets { get; } = [("", 17)];

    internal static ModelBuilder Create() => new();

    /// <summary>A model that looks rows up in "embeddings.word_embeddings.weight" (float32) by input_ids.</summary>
    internal static ModelBuilder WithEmbedding(float[] values, int rows, int columns) => Create()
        .Input("input_ids", TensorElementType.Int64, 2)
        .Initializer(Raw("embeddings.word_embeddings.weight", TensorElementType.Float32, [rows, columns], values))
        .Node("Gather", "/embeddings/word_embeddings/Gather", ["embeddings.word_embeddings.weight", "input_ids"], "hidden")
        .Output("hidden");

    internal ModelBuilder Input(string name, TensorElementType type, int rank)
    {
        Graph.Message(11, ValueInfo(name, type, rank));
        return this;
    }

    internal ModelBuilder Output(string name, TensorElementType type = TensorElementType.Float32, int rank = 3)
    {
        Graph.Message(12, ValueInfo(name, type, rank));
        return this;
    }

    internal ModelBuilder Initializer(ProtobufWriter tensor)
    {
        Graph.Message(5, tensor);
        return this;
    }

    internal ModelBuilder Node(string operatorType, string name, string[] inputs, string output, params ProtobufWriter[] attributes)
    {
        Graph.Message(1, NodeProto(operatorType, name, "", inputs, [output], attributes));
        return this;
    }

    internal static ProtobufWriter NodeProto(
        string operatorType, string name, string domain, string[] inputs, string[] outputs, params ProtobufWriter[] attributes)
    {
        var node = new ProtobufWriter();
        foreach (string input in inputs)
            node.Text(1, input);
        foreach (string output in outputs)
            node.Text(2, output);
        node.Text(3, name).Text(4, operatorType);
        foreach (ProtobufWriter attribute in attributes)
            node.Message(5, attribute);
        return domain.Length > 0 ? node.Text(7, domain) : node;
    }

    internal static ProtobufWriter Attribute(string name, long value) =>
        new ProtobufWriter().Text(1, name).Integer(3, value).Integer(20, 2);

    internal static ProtobufWriter Attribute(string name, params long[] values) =>
        new ProtobufWriter().Text(1, name).Integers(8, values).Integer(20, 7);

    internal static ProtobufWriter Raw<T>(string name, TensorElementType type, long[] dimensions, params T[] values) where T : unmanaged =>
        Header(name, type, dimensions).Bytes(9, MemoryMarshal.AsBytes(values.AsSpan()));

    internal static ProtobufWriter Header(string name, TensorElementType type, long[] dimensions) =>
        new ProtobufWriter().Integers(1, dimensions).Integer(2, (long)type).Text(8, name);

    internal static ProtobufWriter External(
        string name, TensorElementType type, long[] dimensions, string? location, string? offset = null, string? length = null)
    {
        ProtobufWriter tensor = Header(name, type, dimensions).Integer(14, 1);
        foreach ((string key, string? value) in new[] { ("location", location), ("offset", offset), ("length", length) })
        {
            if (value != null)
                tensor.Message(13, new ProtobufWriter().Text(1, key).Text(2, value));
        }
        return tensor;
    }

    internal byte[] ToBytes()
    {
        ProtobufWriter model = new ProtobufWriter().Integer(1, 8).Text(2, "test").Message(7, Graph);
        foreach ((string domain, long version) in OperatorSets)
            model.Message(8, new ProtobufWriter().Text(1, domain).Integer(2, version));
        return model.Written.ToArray();
    }

    static ProtobufWriter ValueInfo(string name, TensorElementType type, int rank)
    {
        var shape = new ProtobufWriter();
        for (int i = 0; i < rank; i++)
            shape.Message(1, new ProtobufWriter().Text(2, $"{name}_{i}"));
        return new ProtobufWriter().Text(1, name).Message(2, new ProtobufWriter()
            .Message(1, new ProtobufWriter().Integer(1, (long)type).Message(2, shape)));
    }
}
