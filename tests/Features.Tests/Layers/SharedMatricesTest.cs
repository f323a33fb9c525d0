using TransferPredict.Features.Layers;
using TransferPredict.Features.Onnx;
using TransferPredict.Features.Tests.Onnx;
using static TransferPredict.Features.Tests.Onnx.ModelBuilder;

namespace TransferPredict.Features.Tests.Layers;

/// <summary>Weights that are used, or stored, more than once.</summary>
public sealed class SharedMatricesTest : IDisposable
{
    const int Rows = 40, Columns = 6;

    readonly ModelFolder _folder = new();
    readonly float[] _values = MatrixReading.Counted(Rows * Columns);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void HeadThatTransposesTheEmbedding_IsTied()
    {
        LayerMatrix matrix = Assert.Single(Open(Embedding()
            .Node("Transpose", "t", ["embed_tokens.weight"], "head").Node("MatMul", "/lm_head/MatMul", ["hidden", "head"], "logits")).Matrices);

        Assert.Equal((LayerRole.TokenEmbedding, "tied: also lm_head"), (matrix.Role, matrix.Note));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void HeadThatIsACopy_IsTied(bool transposed)
    {
        ProtobufWriter head = transposed ? Raw("onnx::MatMul_9", TensorElementType.Float32, [Columns, Rows], Transposed(_values))
            : Raw("onnx::MatMul_9", TensorElementType.Float32, [Rows, Columns], _values);

        LayerMatrix matrix = Assert.Single(Open(Embedding().Initializer(head).Node("Gemm", "/lm_head/Gemm", ["hidden", "onnx::MatMul_9"], "logits")).Matrices);

        Assert.Equal((LayerRole.TokenEmbedding, "embed_tokens", "tied: also lm_head"), (matrix.Role, matrix.Name, matrix.Note));
    }

    [Fact]
    public void HeadThatDiffersInOneValue_IsNotTied()
    {
        float[] other = Transposed(_values);
        other[20] += 1;

        Assert.Equal(["", ""], Open(Embedding().Initializer(Raw("onnx::MatMul_9", TensorElementType.Float32, [Columns, Rows], other))
            .Node("MatMul", "/lm_head/MatMul", ["hidden", "onnx::MatMul_9"], "logits")).Matrices.Select(matrix => matrix.Note));
    }

    [Fact]
    public void WeightsThatHoldOneNumber_AreNotTakenForShared() => Assert.Equal(2, Open(Create()
        .Initializer(Raw("a.weight", TensorElementType.Float32, [2, 2], new float[4])).Initializer(Raw("b.weight", TensorElementType.Float32, [2, 2], new float[4]))
        .Node("MatMul", "", ["x", "a.weight"], "y").Node("MatMul", "", ["y", "b.weight"], "z")).Matrices.Count);

    [Fact]
    public void LayersThatShareAWeight_AreCountedOnce()
    {
        LayerMatrix used = Assert.Single(Open(Create().Initializer(Raw("layers.0.ffn.weight", TensorElementType.Float32, [2, 2], 1f, 2f, 3f, 4f))
            .Node("MatMul", "/layers.0/ffn/MatMul", ["x", "layers.0.ffn.weight"], "y").Node("MatMul", "/layers.0/ffn/MatMul_1", ["y", "layers.0.ffn.weight"], "z")).Matrices);
        LayerMatrix stored = Assert.Single(Open(Create().Initializer(Raw("layers.0.ffn.weight", TensorElementType.Float32, [2, 2], 1f, 2f, 3f, 4f))
            .Initializer(Raw("layers.1.ffn.weight", TensorElementType.Float32, [2, 2], 1f, 2f, 3f, 4f))
            .Node("MatMul", "", ["x", "layers.0.ffn.weight"], "y").Node("MatMul", "", ["y", "layers.1.ffn.weight"], "z")).Matrices);

        Assert.Equal(("shared: used 2 times", 0), (used.Note, used.LayerIndex));
        Assert.Equal(("shared: also layers.1.ffn", null), (stored.Note, stored.LayerIndex));
    }

    [Fact]
    public void EncoderAndDecoder_ShareAcrossFiles()
    {
        _folder.Write("encoder_model.onnx", Embedding().ToBytes());
        _folder.Write("decoder_model.onnx", Embedding().Initializer(Raw("lm_head.weight", TensorElementType.Float32, [Columns, Rows], Transposed(_values)))
            .Initializer(Raw("own.weight", TensorElementType.Float32, [2, 2], 1f, 2f, 3f, 4f))
            .Node("MatMul", "/own/MatMul", ["hidden", "own.weight"], "x").Node("MatMul", "/lm_head/MatMul", ["x", "lm_head.weight"], "logits").ToBytes());

        ModelMatrices found = ModelMatrices.Open(_folder.Path);

        Assert.Equal(["embed_tokens", "own"], found.Matrices.Select(matrix => matrix.Name));
        Assert.Equal(["encoder_model.onnx", "decoder_model.onnx"], found.Matrices.Select(matrix => matrix.File));
        Assert.Equal("shared: also embed_tokens in decoder_model.onnx; tied: also lm_head in decoder_model.onnx", found.Matrices[0].Note);
    }

    ModelBuilder Embedding() => Create().Input("input_ids", TensorElementType.Int64, 2)
        .Initializer(Raw("embed_tokens.weight", TensorElementType.Float32, [Rows, Columns], _values))
        .Node("Gather", "/embed_tokens/Gather", ["embed_tokens.weight", "input_ids"], "hidden");

    static float[] Transposed(float[] values) =>
        [.. Enumerable.Range(0, values.Length).Select(i => values[i % Rows * Columns + i / Rows])];

    ModelMatrices Open(ModelBuilder builder) => ModelMatrices.Open(_folder.Write("model.onnx", builder.ToBytes()));
}
