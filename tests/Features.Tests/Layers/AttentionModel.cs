using TransferPredict.Features.Onnx;
using TransferPredict.Features.Tests.Onnx;
using static TransferPredict.Features.Tests.Onnx.ModelBuilder;

namespace TransferPredict.Features.Tests.Layers;

/// <summary>Builds transformers as exporters do, with names that tell nothing: values are v0, v1..., nodes have none.</summary>
sealed class AttentionModel
{
    internal const int Width = 6, Heads = 2, HeadSize = 3, Inner = 10, Vocabulary = 11;

    int _values, _weights;

    internal ModelBuilder Builder { get; } = Create().Input("input_ids", TensorElementType.Int64, 2);

    /// <summary>The values that the weight of that name holds.</summary>
    internal Dictionary<string, float[]> Weights { get; } = [];

    internal string Weight(int rows, int columns)
    {
        string name = $"onnx::MatMul_{++_weights}";
        Weights[name] = MatrixReading.Counted(rows * columns, 1000 * _weights);
        Builder.Initializer(Raw(name, TensorElementType.Float32, [rows, columns], Weights[name]));
        return name;
    }

    internal string Node(string operatorType, string[] inputs, params ProtobufWriter[] attributes) => Nodes(operatorType, inputs, 1, attributes)[0];

    internal string[] Nodes(string operatorType, string[] inputs, int outputs, params ProtobufWriter[] attributes)
    {
        string[] names = [.. Enumerable.Range(0, outputs).Select(_ => $"v{_values++}")];
        Builder.Graph.Message(1, NodeProto(operatorType, "", "", inputs, names, attributes));
        return names;
    }

    internal string Integers(params long[] values)
    {
        string name = $"c{_values++}";
        Builder.Initializer(Raw(name, TensorElementType.Int64, [values.Length], values));
        return name;
    }

    internal string Scalar(long value)
    {
        string name = $"c{_values++}";
        Builder.Initializer(Raw(name, TensorElementType.Int64, [], value));
        return name;
    }

    internal string Embedded(string ids = "input_ids") => Node("Gather", [Weight(Vocabulary, Width), ids]);

    internal string Linear(string x, int rows, int columns)
    {
        Builder.Initializer(Raw($"b{_values}", TensorElementType.Float32, [columns], new float[columns]));
        return Node("Add", [Node("MatMul", [x, Weight(rows, columns)]), $"b{_values - 1}"]);
    }

    /// <summary>Heads of [batch, tokens, width], as [batch, heads, tokens, head size]; keys with their last axes exchanged.</summary>
    internal string SplitHeads(string x, bool keys = false) => Node(
        "Transpose", [Node("Reshape", [x, Integers(0, 0, Heads, HeadSize)])], Attribute("perm", keys ? [0, 2, 3, 1] : [0, 2, 1, 3]));

    /// <summary>Softmax(q k + mask) v, its heads side by side, from heads.</summary>
    internal string Attend(string q, string k, string v)
    {
        string scores = Node("Add", [Node("Div", [Node("MatMul", [q, k]), Integers(2)]), "mask"]);
        string mixed = Node("MatMul", [Node("Softmax", [scores], Attribute("axis", -1)), v]);
        return Node("Reshape", [Node("Transpose", [mixed], Attribute("perm", 0, 2, 1, 3)), Integers(0, 0, Width)]);
    }

    internal string Attention(string x, string from) => Node("Add", [x, Linear(Attend(
        SplitHeads(Linear(x, Width, Width)), SplitHeads(Linear(from, Width, Width), keys: true), SplitHeads(Linear(from, Width, Width))), Width, Width)]);

    /// <summary>Attention whose queries, keys and values come from one product, taken apart by <paramref name="split"/>.</summary>
    internal string Fused(string x, Func<string, (string Q, string K, string V)> split)
    {
        (string q, string k, string v) = split(Linear(x, Width, 3 * Width));
        return Linear(Attend(q, k, v), Width, Width);
    }

    internal string Normalised(string x) => Node("LayerNormalization", [x, Integers(1)]);

    internal string Gelu(string x) => Node("Mul", [x, Node("Add", [Node("Erf", [Node("Div", [x, Integers(1)])]), Integers(1)])]);

    internal string FeedForward(string x) => Node("Add", [x, Linear(Gelu(Linear(x, Width, Inner)), Inner, Width)]);

    internal string Gated(string x)
    {
        string gate = Linear(x, Width, Inner), up = Linear(x, Width, Inner);
        return Node("Add", [x, Linear(Node("Mul", [Node("Mul", [gate, Node("Sigmoid", [gate])]), up]), Inner, Width)]);
    }
}
