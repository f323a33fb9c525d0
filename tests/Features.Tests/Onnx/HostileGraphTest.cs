using TransferPredict.Features.Onnx;
using TransferPredict.Features.Onnx.Weights;
using static TransferPredict.Features.Tests.Onnx.ModelBuilder;

namespace TransferPredict.Features.Tests.Onnx;

/// <summary>Well-formed graphs that would cost far more than their size to follow; each attempt is held to seconds and 200 MB.</summary>
public sealed class HostileGraphTest : IDisposable
{
    readonly ModelFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ManyGathersOfManyInputs()
    {
        ModelBuilder model = Create().Initializer(Floats("w", 2, 2));
        for (int i = 0; i < 120_000; i++)
            model.Graph.Message(11, new ProtobufWriter().Text(1, $"input_{i:D6}"));
        for (int i = 0; i < 50_000; i++)
            model.Graph.Message(1, NodeProto("Gather", "", "", ["w", "input_119999"], ["y"]));

        Assert.Equal(1, Attempt(model).Matrices);
    }

    [Fact]
    public void FollowersOfFollowers()
    {
        // Every MatMulInteger has 32 casts behind it, each of them 32 products of two products.
        ModelBuilder model = Create().Initializer(Raw("w", TensorElementType.Int8, [2, 2], new sbyte[4]));
        for (int i = 0; i < 60_000; i++)
            model.Graph.Message(1, NodeProto("MatMulInteger", "", "", ["x", "w"], ["y"]));
        for (int i = 0; i < 32; i++)
        {
            model.Graph.Message(1, NodeProto("Cast", "", "", ["y"], ["c"]));
            model.Graph.Message(1, NodeProto("Mul", "", "", ["c", "p"], ["z"]));
        }
        model.Graph.Message(1, NodeProto("Mul", "", "", ["a", "b"], ["p"]));

        Assert.Equal(0, Attempt(model).Matrices);
    }

    [Fact]
    public void ManyShapes()
    {
        ModelBuilder model = Create().Initializer(Floats("w", 2, 2)).Initializer(Raw("shape", TensorElementType.Int64, [2], 2L, 2L));
        for (int chain = 0; chain < 3000; chain++)
        {
            for (int i = 0; i < 30; i++)
                model.Graph.Message(1, NodeProto("Reshape", "", "", [i == 0 ? "w" : $"v{chain}_{i - 1}", "shape"], [$"v{chain}_{i}"]));
            model.Graph.Message(1, NodeProto("MatMul", "", "", ["x", $"v{chain}_29"], ["y"]));
        }
        Assert.Equal(1, Attempt(model).Matrices);
    }

    [Fact]
    public void ManyListsOfIndicesOverTheSameBytes()
    {
        _folder.Write("indices.bin", new byte[16384 * 8]);
        ModelBuilder model = Create().Initializer(Floats("w", 2, 2));
        for (int i = 0; i < 20_000; i++)
        {
            model.Initializer(External($"i{i}", TensorElementType.Int64, [16384], "indices.bin"));
            model.Graph.Message(1, NodeProto("Gather", "", "", ["w", $"i{i}"], ["y"]));
        }
        Assert.Equal(1, Attempt(model).Matrices);
    }

    [Fact]
    public void ManyNamesOfOneFile()
    {
        _folder.Write("w.bin", new byte[16]);
        ModelBuilder model = Create();
        for (int i = 0; i < 9_999; i++)
            model.Initializer(External($"w{i}", TensorElementType.Float32, [2, 2], Path(i)));
        Assert.Equal(1, Attempt(model).Matrices);

        static string Path(int number) => string.Concat(Enumerable.Range(0, 14).Select(bit => (number >> bit & 1) == 0 ? "./" : ".//")) + "w.bin";
    }

    [Fact]
    public void OuterSums()
    {
        // 240 kB of the file would be a matrix of 3.6 GB.
        WeightMatrix[] matrices = [.. _folder.Weights(Create()
            .Initializer(Raw("a", TensorElementType.Float32, [30_000, 1], new float[30_000]))
            .Initializer(Raw("b", TensorElementType.Float32, [1, 30_000], new float[30_000]))
            .Node("Add", "add", ["a", "b"], "sum").Node("MatMul", "m", ["x", "sum"], "y")).Matrices];
        Assert.Empty(matrices);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void IntegerDivision(int divisor)
    {
        // Some processors trap on both, and a trap in native code ends the process.
        ModelBuilder model = Create().Initializer(Raw("a", TensorElementType.Int32, [1, 2], int.MinValue, 1))
            .Initializer(Raw("b", TensorElementType.Int32, [1, 2], divisor, 1)).Node("Div", "d", ["a", "b"], "q")
            .Node("Cast", "c", ["q"], "w", Attribute("to", 1)).Node("MatMul", "m", ["x", "w"], "y");
        Assert.Equal(0, Attempt(model, readValues: true).Matrices);
    }

    [Fact]
    public void AsManyRecordsAsAreAllowed()
    {
        ModelBuilder model = Create().Initializer(Floats("w", 2, 2));
        for (int i = 0; i < 99_000; i++)
            model.Graph.Message(1, NodeProto("MatMul", "", "", ["w", $"a rather long name {i}"], [$"a rather long result {i}"]));
        Assert.Equal(1, Attempt(model).Matrices);
    }

    [Fact]
    public void CyclesThroughEverythingThatIsFollowed()
    {
        string[] operators = ["Identity", "Cast", "Transpose", "DequantizeLinear", "Reshape", "Add", "Mul", "Gather", "MatMul", "MatMulInteger", "Slice", "Expand"];
        ModelBuilder model = Create().Input("input_ids", TensorElementType.Int64, 2).Initializer(Floats("w", 2, 2));
        for (int i = 0; i < 6_000; i++)
            model.Node(operators[i % operators.Length], $"n{i}", [$"v{(i + 1) % 6_000}", $"v{i * 7 % 6_000}", $"v{i}"], $"v{i}");
        model.Node("Gather", "g", ["w", "v17"], "y").Node("MatMul", "m", ["x", "v23"], "z");
        Assert.Equal(1, Attempt(model, readValues: true).Matrices);
    }

    [Fact]
    public void GraphsThatShadowEachOther()
    {
        ProtobufWriter body = Body("x0", 0);
        for (int depth = 1; depth <= ScanBudget.MaxDepth - 1; depth++)
        {
            ProtobufWriter node = NodeProto("If", "", "", ["c"], ["o"], new ProtobufWriter().Text(1, "then_branch").Message(6, body));
            body = Body("w", depth).Message(1, node);
        }
        ModelBuilder model = Create().Initializer(Floats("w", 2, 2));
        model.Graph.Message(1, NodeProto("If", "", "", ["c"], ["o"], new ProtobufWriter().Text(1, "then_branch").Message(6, body)));
        Assert.InRange(Attempt(model, readValues: true).Read, 1, ScanBudget.MaxDepth + 1);

        static ProtobufWriter Body(string name, int depth) => new ProtobufWriter()
            .Message(1, NodeProto("Identity", "", "", ["w"], [$"w{depth}"])).Message(1, NodeProto("MatMul", $"m{depth}", "", ["x", $"w{depth}"], ["y"]))
            .Message(5, Floats(name, 2, 2 + depth));
    }

    static ProtobufWriter Floats(string name, int rows, int columns) => Raw(name, TensorElementType.Float32, [rows, columns], new float[rows * columns]);

    HostileAttempt Attempt(ModelBuilder model, bool readValues = false)
    {
        HostileAttempt attempt = HostileAttempt.At(_folder.Write("model.onnx", model.ToBytes()), readValues);
        Assert.Null(attempt.Refused);
        return attempt;
    }
}
