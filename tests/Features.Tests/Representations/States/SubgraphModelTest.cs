using TransferPredict.Features.Onnx;
using TransferPredict.Features.Onnx.OnnxRuntime;
using TransferPredict.Features.Representations.States;
using TransferPredict.Features.Tests.Onnx;
using static TransferPredict.Features.Tests.Onnx.ModelBuilder;

namespace TransferPredict.Features.Tests.Representations.States;

public sealed class SubgraphModelTest : IDisposable
{
    const int Rows = 3000;

    readonly ModelFolder _folder = new();
    readonly float[] _table = [.. Enumerable.Range(0, Rows * 2).Select(i => i * 0.5f)];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ToBytes_LeavesWeightsInTheOriginalFile()
    {
        OnnxModel model = _folder.Open(Model(Raw("table", TensorElementType.Float32, [Rows, 2], _table)));

        var part = new SubgraphModel(model, ["rows"]);
        byte[] bytes = part.ToBytes();

        Assert.InRange(bytes.Length, 1, 400);
        Assert.Equal(_folder.Path, part.Folder);
        Assert.Equal([1000, 1000.5f], Run(part, bytes));
    }

    [Theory]
    [InlineData("weights.bin")]
    [InlineData("deep/weights.bin")]
    public void ToBytes_KeepsExternalData(string location)
    {
        byte[] data = new byte[16 + _table.Length * sizeof(float)];
        Buffer.BlockCopy(_table, 0, data, 16, data.Length - 16);
        _folder.Write(location, data);
        OnnxModel model = _folder.Open(Model(External("table", TensorElementType.Float32, [Rows, 2], location, "16")));

        var part = new SubgraphModel(model, ["rows"]);

        Assert.Equal(_folder.Path, part.Folder);
        Assert.Equal([1000, 1000.5f], Run(part, part.ToBytes()));
    }

    [Fact]
    public void ToBytes_RefusesAFileThatHasChanged()
    {
        OnnxModel model = _folder.Open(Model(Raw("table", TensorElementType.Float32, [Rows, 2], _table)));
        var part = new SubgraphModel(model, ["rows"]);
        File.AppendAllText(model.FilePath, "x");

        Assert.Equal(OnnxDefect.Changed, Assert.Throws<OnnxModelException>(() => part.ToBytes()).Defect);
    }

    /// <summary>Looks rows up; what follows is not asked for and cannot be computed.</summary>
    static ModelBuilder Model(ProtobufWriter table) => Create()
        .Input("ids", TensorElementType.Int64, 1).Input("more", TensorElementType.Float32, 2)
        .Initializer(table).Initializer(Raw("unused", TensorElementType.Float32, [2], 1f, 2f))
        .Node("Gather", "", ["table", "ids"], "rows").Node("NoSuchOperator", "", ["rows", "more", "unused"], "y").Output("y", rank: 2);

    static float[] Run(SubgraphModel part, byte[] bytes)
    {
        using OrtSession session = OrtSession.FromBytes(bytes, options: new HiddenStateOptions().ToSession(part.Folder));
        Assert.Equal("ids", Assert.Single(session.Inputs).Name);
        using OrtTensor ids = OrtTensor.Over<long>(new long[] { 1000 }, 1);
        using OrtTensor rows = Assert.Single(session.Run([new("ids", ids)], ["rows"]));
        return rows.ToArray<float>();
    }
}
