using TransferPredict.Features.Onnx;
using TransferPredict.Features.Onnx.Weights;
using static TransferPredict.Features.Tests.Onnx.ModelBuilder;

namespace TransferPredict.Features.Tests.Onnx;

public sealed class ModelWeightsTest : IDisposable
{
    readonly ModelFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TokenEmbedding_IsFoundThroughCastsAndReshapes()
    {
        ModelWeights weights = _folder.Weights(Create()
            .Input("input_ids", TensorElementType.Int32, 2)
            .Initializer(Floats("unrelated.weight", 9, 2))
            .Initializer(Floats("table", 5, 2))
            .Initializer(Raw("shape", TensorElementType.Int64, [1], -1L))
            .Node("Cast", "c", ["input_ids"], "ids64", Attribute("to", 7))
            .Node("Reshape", "r", ["ids64", "shape"], "flat")
            .Node("Transpose", "t", ["table"], "table_t")
            .Node("Transpose", "t2", ["table_t"], "table_tt", Attribute("perm", 1, 0))
            .Node("Gather", "/model/embed_tokens/Gather", ["table_tt", "flat"], "hidden"));

        WeightMatrix embedding = weights.RequireTokenEmbedding();
        Assert.Equal(("table", 5, 2), (embedding.OnnxName, embedding.Rows, embedding.Columns));
        Assert.Equal(EmbeddingKind.Token, embedding.Embedding);
    }

    [Fact]
    public void TokenEmbedding_MissingNamesTheInputs()
    {
        ModelWeights weights = _folder.Weights(Create()
            .Input("pixel_values", TensorElementType.Float32, 2)
            .Initializer(Floats("head.weight", 2, 3))
            .Node("MatMul", "/head/MatMul", ["pixel_values", "head.weight"], "y"));

        OnnxModelException exception = Assert.Throws<OnnxModelException>(weights.RequireTokenEmbedding);
        Assert.Equal(OnnxDefect.NoTokenEmbedding, exception.Defect);
        Assert.Contains("model.onnx", exception.Message);
        Assert.Contains("'pixel_values'", exception.Message);
        Assert.Null(weights.TokenEmbedding);
    }

    [Fact]
    public void Embeddings_AreToldApartByTheirIndices()
    {
        long[] positions = [.. Enumerable.Range(0, 8).Select(i => (long)i)];
        ModelWeights weights = _folder.Weights(Create()
            .Input("input_ids", TensorElementType.Int64, 2)
            .Initializer(Floats("a", 6, 2)).Initializer(Floats("b", 8, 2)).Initializer(Floats("c", 9, 2)).Initializer(Floats("d", 2, 2))
            .Initializer(Raw("buffer", TensorElementType.Int64, [1, 8], positions))
            .Initializer(Raw("zeros", TensorElementType.Int64, [1, 8], new long[8]))
            .Initializer(Raw("pad", TensorElementType.Int64, [], 1L))
            .Node("Gather", "word", ["a", "input_ids"], "e1")
            // BERT: a buffer of positions, cut to the length of the text.
            .Node("Slice", "s", ["buffer", "start", "end"], "cut")
            .Node("Gather", "bert_position", ["b", "cut"], "e2")
            // XLM-R: positions counted over the tokens that are no padding.
            .Node("Equal", "eq", ["input_ids", "pad"], "is_pad")
            .Node("Not", "not", ["is_pad"], "mask")
            .Node("Cast", "cast", ["mask"], "mask64", Attribute("to", 7))
            .Node("CumSum", "cumsum", ["mask64", "pad"], "counted")
            .Node("Add", "add", ["counted", "pad"], "positions")
            .Node("Gather", "xlmr_position", ["c", "positions"], "e3")
            .Node("Expand", "expand", ["zeros", "shape"], "segments")
            .Node("Gather", "segment", ["d", "segments"], "e4"));

        Assert.Equal(
            [EmbeddingKind.Token, EmbeddingKind.Position, EmbeddingKind.Position, EmbeddingKind.Segment],
            weights.Matrices.Select(matrix => matrix.Embedding));
        Assert.Equal("a", weights.TokenEmbedding!.OnnxName);
        Assert.Equal("c", weights.PositionEmbedding!.OnnxName);
    }

    [Theory]
    [InlineData("onnx::MatMul_1234", "/encoder/layer.3/attention/self/query/MatMul", "encoder.layer.3.attention.self.query", 3)]
    [InlineData("1234", "/encoder/layer.11/output/dense/MatMul_quant", "encoder.layer.11.output.dense", 11)]
    [InlineData("bert.encoder.layer.0.output.dense.weight", "MatMul_77", "bert.encoder.layer.0.output.dense", 0)]
    [InlineData("encoder.block.2.layer.0.SelfAttention.q.weight", "/q/MatMul", "encoder.block.2.layer.0.SelfAttention.q", 2)]
    [InlineData("onnx::MatMul_5", "", "onnx::MatMul_5", null)]
    [InlineData("pooler.dense.weight_quantized", "", "pooler.dense", null)]
    public void Names_AreReadable(string tensor, string node, string expected, int? layer)
    {
        WeightMatrix matrix = Assert.Single(_folder.Weights(Create()
            .Initializer(Floats(tensor, 2, 2)).Node("MatMul", node, ["x", tensor], "y")).Matrices);

        Assert.Equal((expected, tensor, layer), (matrix.Name, matrix.OnnxName, matrix.Layer));
    }

    [Fact]
    public void Names_ComeFromTheBiasWhereNothingElseTells() => Assert.Equal("encoder.layer.1.query", Assert.Single(_folder.Weights(Create()
        .Initializer(Floats("onnx::MatMul_9", 2, 2)).Initializer(Raw("encoder.layer.1.query.bias", TensorElementType.Float32, [2], 0f, 0f))
        .Node("MatMul", "MatMul_96", ["x", "onnx::MatMul_9"], "y")
        .Node("Add", "Add_97", ["encoder.layer.1.query.bias", "y"], "z")).Matrices).Name);

    [Fact]
    public void Names_AreUnique() => Assert.Equal(["a.b", "a.b#2"], _folder.Weights(Create()
        .Initializer(Floats("onnx::MatMul_1", 2, 2)).Initializer(Raw("onnx::MatMul_2", TensorElementType.Float32, [2, 2], 5f, 6f, 7f, 8f))
        .Node("MatMul", "/a/b/MatMul", ["x", "onnx::MatMul_1"], "y")
        .Node("MatMul", "/a/b/MatMul_1", ["x", "onnx::MatMul_2"], "z")).Matrices.Select(matrix => matrix.Name));

    [Fact]
    public void TiedWeights_AppearOnceWithAllUsers()
    {
        WeightMatrix matrix = Assert.Single(_folder.Weights(WithEmbedding([1, 2, 3, 4, 5, 6], 3, 2)
            .Node("Transpose", "t", ["embeddings.word_embeddings.weight"], "head")
            .Node("MatMul", "/lm_head/MatMul", ["hidden", "head"], "logits")).Matrices);

        Assert.Equal((3, 2, EmbeddingKind.Token), (matrix.Rows, matrix.Columns, matrix.Embedding));
        Assert.Equal(["/embeddings/word_embeddings/Gather", "/lm_head/MatMul"], matrix.Users);
    }

    [Fact]
    public void Weights_OfUnreadKindsAreSkippedWithReasons()
    {
        ModelBuilder builder = Create().Initializer(Raw("cube", TensorElementType.Float32, [1, 2, 2], 1f, 2f, 3f, 4f))
            .Initializer(Raw("packed", TensorElementType.UInt8, [2, 2], new byte[4]))
            .Node("MatMul", "m", ["x", "cube"], "y");
        builder.Graph.Message(1, NodeProto("MatMulNBits", "n", "com.microsoft", ["x", "packed"], ["z"]));

        ModelWeights weights = _folder.Weights(builder);

        Assert.Empty(weights.Matrices);
        Assert.Equal(["cube", "packed"], weights.Skipped.Select(skipped => skipped.OnnxName));
    }

    [Fact]
    public void CyclicAndDoublingGraphs_EndSoon()
    {
        ModelBuilder builder = Create().Input("input_ids", TensorElementType.Int64, 2).Initializer(Floats("w", 2, 2))
            .Node("Identity", "i1", ["b"], "a").Node("Identity", "i2", ["a"], "b")
            .Node("MatMul", "m1", ["x", "a"], "y1").Node("Gather", "g", ["w", "a"], "y2")
            .Node("Add", "d0", ["w", "w"], "d_0");
        for (int i = 1; i < 5000; i++)
            builder.Node("Add", $"d{i}", [$"d_{i - 1}", $"d_{i - 1}"], $"d_{i}");
        builder.Node("MatMul", "m2", ["x", "d_4999"], "y3").Node("MatMul", "m3", ["x", "d_2"], "y4");

        Assert.Equal(["g", "m3"], Assert.Single(_folder.Weights(builder).Matrices).Users);
    }

    static ProtobufWriter Floats(string name, int rows, int columns) =>
        Raw(name, TensorElementType.Float32, [rows, columns], [.. Enumerable.Range(0, rows * columns).Select(i => (float)i)]);
}
