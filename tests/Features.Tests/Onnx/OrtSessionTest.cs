using TransferPredict.Features.Onnx;
using TransferPredict.Features.Onnx.OnnxRuntime;
using static TransferPredict.Features.Tests.Onnx.ModelBuilder;

namespace TransferPredict.Features.Tests.Onnx;

public sealed class OrtSessionTest : IDisposable
{
    readonly ModelFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>y = x·w of float32[n, 2] and [2, 2].</summary>
    static ModelBuilder Product() => Create().Input("x", TensorElementType.Float32, 2)
        .Initializer(Raw("w", TensorElementType.Float32, [2, 2], 1f, 2f, 3f, 4f))
        .Node("MatMul", "m", ["x", "w"], "y").Output("y", rank: 2);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Run_GivesOutputs(bool fromFile)
    {
        byte[] bytes = Product().ToBytes();
        var options = new OrtSessionOptions
        {
            IntraOpThreads = 1,
            Optimization = OrtGraphOptimization.Basic,
            KeepMemory = false,
            ConfigEntries = new Dictionary<string, string> { ["session.intra_op.allow_spinning"] = "0" },
        };
        using OrtSession session = fromFile
            ? OrtSession.FromFile(_folder.Write("ümlaut.onnx", bytes), options) : OrtSession.FromBytes(bytes, "it", options);
        using OrtTensor x = OrtTensor.Over<float>(new float[] { 1, 0, 0, 1, 1, 1 }, 3, 2);

        OrtTensor[] outputs = session.Run([new("x", x)], ["y"]);
        using OrtTensor y = Assert.Single(outputs);

        Assert.Equal([1, 2, 3, 4, 4, 6], y.ToArray<float>());
        Assert.Equal([3, 2], y.Shape);
        Assert.Equal((TensorElementType.Float32, 6L), (y.ElementType, y.Count));
        Assert.Throws<InvalidOperationException>(() => y.ToArray<double>());
    }

    [Fact]
    public void Session_DescribesInputsAndOutputs()
    {
        using OrtSession session = OrtSession.FromBytes(Product().ToBytes());

        OrtTensorInfo input = Assert.Single(session.Inputs), output = Assert.Single(session.Outputs);
        Assert.Equal(("x", TensorElementType.Float32), (input.Name, input.ElementType));
        Assert.Equal([-1, -1], input.Shape);
        Assert.Equal("y", output.Name);
    }

    [Fact]
    public void RunInto_WritesIntoOurMemory()
    {
        using OrtSession session = OrtSession.FromBytes(Product().ToBytes());
        float[] result = new float[2];
        using OrtTensor x = OrtTensor.Over<float>(new float[] { 1, 1 }, 1, 2), y = OrtTensor.Over<float>(result, 1, 2);

        session.RunInto([new("x", x)], [new("y", y)]);

        Assert.Equal([4, 6], result);
    }

    [Fact]
    public void Run_ReportsWhatOnnxRuntimeRefuses()
    {
        using OrtSession session = OrtSession.FromBytes(Product().ToBytes());
        using OrtTensor x = OrtTensor.Over<double>(new double[2], 1, 2);

        OnnxRuntimeException exception = Assert.Throws<OnnxRuntimeException>(() => session.Run([new("x", x)], ["y"]));
        Assert.Equal(OrtErrorCode.InvalidArgument, exception.Code);
        Assert.StartsWith($"ONNX Runtime {OrtEnvironment.Version} failed running the model: ", exception.Message);
        Assert.Throws<OnnxRuntimeException>(() => session.Run([], ["y"]));
    }

    [Fact]
    public void FromBytes_ReportsBadModels()
    {
        OnnxRuntimeException exception = Assert.Throws<OnnxRuntimeException>(() => OrtSession.FromBytes([1, 2, 3], "'three bytes'"));
        Assert.Contains("failed loading 'three bytes'", exception.Message);
        Assert.Contains("none.onnx", Assert.Throws<FileNotFoundException>(() => OrtSession.FromFile("none.onnx")).Message);
    }

    [Fact]
    public void Over_ChecksShapes()
    {
        Assert.Contains("[2, 3] needs 6 elements, the data has 5",
            Assert.Throws<ArgumentException>(() => OrtTensor.Over<float>(new float[5], 2, 3)).Message);
        Assert.Throws<ArgumentException>(() => OrtTensor.Over<float>(new float[5], -5));
        Assert.Throws<ArgumentException>(() => OrtTensor.Over<decimal>(new decimal[1], 1));
    }

    [Fact]
    public void Run_AfterDisposeIsRefused()
    {
        OrtSession session = OrtSession.FromBytes(Product().ToBytes());
        OrtTensor x = OrtTensor.Over<float>(new float[2], 1, 2);
        x.Dispose();
        Assert.Throws<ObjectDisposedException>(() => session.Run([new("x", x)], ["y"]));
        session.Dispose();
        using OrtTensor other = OrtTensor.Over<float>(new float[2], 1, 2);
        Assert.Throws<ObjectDisposedException>(() => session.Run([new("x", other)], ["y"]));
    }

    [Fact]
    public async Task Run_IsCancelled()
    {
        // 1,000 products of 1,024 x 1,024 matrices (2 teraflop) take far longer than the cancellation.
        ModelBuilder builder = Create().Input("x", TensorElementType.Float32, 2);
        for (int i = 0; i < 1000; i++)
            builder.Node("MatMul", $"m{i}", [i == 0 ? "x" : $"y{i}", "x"], $"y{i + 1}");
        builder.Output("y1000", rank: 2);
        using OrtSession session = OrtSession.FromBytes(builder.ToBytes(), options: new OrtSessionOptions { IntraOpThreads = 1 });
        using OrtTensor x = OrtTensor.Over<float>(new float[1024 * 1024], 1024, 1024);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(30));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Task.Run(() => session.Run([new("x", x)], ["y1000"], cancellation.Token), CancellationToken.None));
    }
}
