using TransferPredict.Features.Onnx;
using static TransferPredict.Features.Tests.Onnx.ModelBuilder;

namespace TransferPredict.Features.Tests.Onnx;

public sealed class OnnxModelTest : IDisposable
{
    readonly ModelFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_TellsGraphAndTensors()
    {
        byte[] bytes = WithEmbedding([1, 2, 3, 4, 5, 6], 3, 2).ToBytes();
        OnnxModel model = _folder.Open(bytes);

        Assert.Equal("test", model.Producer);
        Assert.Equal(new OnnxOperatorSet("", 17), Assert.Single(model.OperatorSets));
        OnnxValueInfo input = Assert.Single(model.Graph.Inputs);
        Assert.Equal(("input_ids", TensorElementType.Int64), (input.Name, input.ElementType));
        Assert.Equal([-1, -1], input.Dimensions!);
        Assert.Equal("Gather", Assert.Single(model.Graph.Nodes).OperatorType);

        OnnxTensor tensor = Assert.Single(model.Tensors);
        Assert.Equal([3, 2], tensor.Dimensions);
        Assert.Equal((TensorStorage.Raw, 24L), (tensor.Storage, tensor.Length));
        Assert.Equal(1f, BitConverter.ToSingle(bytes, (int)tensor.Offset));
    }

    [Fact]
    public void Open_PointsToPackedFloatsAsToRawBytes()
    {
        byte[] values = [.. BitConverter.GetBytes(7f), .. BitConverter.GetBytes(8f)];
        byte[] bytes = Create().Initializer(Header("w", TensorElementType.Float32, [2]).Bytes(4, values)).ToBytes();

        OnnxTensor tensor = Assert.Single(_folder.Open(bytes).Tensors);

        Assert.Equal((TensorStorage.Raw, 8L), (tensor.Storage, tensor.Length));
        Assert.Equal(7f, BitConverter.ToSingle(bytes, (int)tensor.Offset));
    }

    [Fact]
    public void Open_ReadsDimensionsPackedAndUnpacked()
    {
        ProtobufWriter unpacked = new ProtobufWriter().Integer(1, 2).Integer(1, 3).Integer(2, 1).Text(8, "w").Bytes(9, new byte[24]);

        Assert.Equal([2, 3], Assert.Single(_folder.Open(Create().Initializer(unpacked)).Tensors).Dimensions);
    }

    [Fact]
    public void Open_MergesAGraphWrittenInParts()
    {
        ModelBuilder second = Create().Initializer(Raw("w", TensorElementType.Float32, [1], 1f));
        byte[] bytes = [.. WithEmbedding([1, 2], 1, 2).ToBytes(), .. new ProtobufWriter().Message(7, second.Graph).Written];

        Assert.Equal(2, _folder.Open(bytes).Graph.Initializers.Count);
    }

    [Fact]
    public void Open_SeesBodiesOfIfAndTheValuesAroundThem()
    {
        ProtobufWriter body = new ProtobufWriter().Text(2, "then").Message(1, NodeProto("Identity", "inner", "", ["w"], ["y"]));
        ProtobufWriter attribute = new ProtobufWriter().Text(1, "then_branch").Message(6, body);
        OnnxModel model = _folder.Open(Create()
            .Initializer(Raw("w", TensorElementType.Float32, [1], 1f))
            .Node("If", "if", ["condition"], "z", attribute));

        Assert.Equal(2, model.Graphs.Count);
        Assert.Same(model.Graph, model.Graphs[1].Parent);
        Assert.Equal("w", model.Graphs[1].FindConstant("w")!.Name);
    }

    [Fact]
    public void Open_ListsTensorsOfConstantNodes()
    {
        ProtobufWriter value = new ProtobufWriter().Text(1, "value").Message(5, Raw("", TensorElementType.Float32, [2], 1f, 2f)).Integer(20, 4);

        OnnxModel model = _folder.Open(Create().Node("Constant", "c", [], "constant_output", value));

        Assert.Equal("constant_output", Assert.Single(model.Tensors).Name);
        Assert.Empty(model.Graph.Initializers);
    }

    [Fact]
    public void Open_LeavesInitializersOutOfInputs() => Assert.Equal("input_ids", Assert.Single(
        _folder.Open(WithEmbedding([1, 2], 1, 2).Input("embeddings.word_embeddings.weight", TensorElementType.Float32, 2)).Graph.Inputs).Name);

    [Fact]
    public void Open_FollowsExternalData()
    {
        _folder.Write("data/weights.bin", new byte[100]);
        OnnxModel model = _folder.Open(Create().Initializer(
            External("w", TensorElementType.Float16, [3, 4], "data/weights.bin", offset: "70", length: "24")));

        OnnxTensor tensor = Assert.Single(model.Tensors);
        Assert.Equal((TensorStorage.External, 70L, 24L), (tensor.Storage, tensor.Offset, tensor.Length));
        Assert.EndsWith("weights.bin", tensor.FilePath);
    }

    [Fact]
    public void Open_NamesAMissingFile() =>
        Assert.Contains("none.onnx", Assert.Throws<FileNotFoundException>(() => OnnxModel.Open("none.onnx")).Message);
}
