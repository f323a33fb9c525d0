using TransferPredict.Features.Layers;
using TransferPredict.Features.Onnx;
using TransferPredict.Features.Tests.Onnx;
using static TransferPredict.Features.Tests.Onnx.ModelBuilder;

namespace TransferPredict.Features.Tests.Layers;

/// <summary>Roles of weights whose names and nodes tell nothing.</summary>
public sealed class GraphRolesTest : IDisposable
{
    readonly ModelFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Encoder_IsUnderstoodByItsForm()
    {
        var model = new AttentionModel();
        string x = model.Embedded();
        for (int layer = 0; layer < 2; layer++)
        {
            x = model.Normalised(model.Attention(x, x));
            x = model.Normalised(layer == 0 ? model.FeedForward(x) : model.Gated(x));
        }
        string first = model.Node("Gather", [x, model.Scalar(0)], Attribute("axis", 1));
        string pooled = model.Node("Tanh", [model.Linear(first, AttentionModel.Width, AttentionModel.Width)]);
        model.Builder.Output(model.Linear(pooled, AttentionModel.Width, 2));
        model.Builder.Output(model.Linear(model.Normalised(model.Gelu(model.Linear(x, AttentionModel.Width, AttentionModel.Width))), AttentionModel.Width, AttentionModel.Vocabulary));

        Assert.Equal(
            [
                "token_embedding token_embedding -",
                "layer.0.attention.query attention.query 0", "layer.0.attention.key attention.key 0",
                "layer.0.attention.value attention.value 0", "layer.0.attention.output attention.output 0",
                "layer.0.ffn.in ffn.in 0", "layer.0.ffn.out ffn.out 0",
                "layer.1.attention.query attention.query 1", "layer.1.attention.key attention.key 1",
                "layer.1.attention.value attention.value 1", "layer.1.attention.output attention.output 1",
                "layer.1.ffn.in ffn.in 1", "layer.1.ffn.in#2 ffn.in 1", "layer.1.ffn.out ffn.out 1",
                "pooler pooler -", "onnx::MatMul_16 other -", "onnx::MatMul_17 other -", "lm_head lm_head -",
            ],
            Open(model).Table());
    }

    [Fact]
    public void Decoder_LooksAcrossInTheLayerOfTheAttentionBefore()
    {
        var model = new AttentionModel();
        model.Builder.Input("decoder_input_ids", TensorElementType.Int64, 2);
        string encoded = model.Embedded();
        for (int layer = 0; layer < 2; layer++)
            encoded = model.Attention(encoded, encoded);
        string x = model.Embedded("decoder_input_ids");
        for (int layer = 0; layer < 2; layer++)
            x = model.FeedForward(model.Attention(model.Attention(x, x), encoded));

        string[] roles = ["query", "key", "value", "output"];
        string[] Expected(int layer) => [.. roles.Select(role => $"attention.{role} {layer}")];
        string[] decoder = [.. Enumerable.Range(0, 2).SelectMany(i => (string[])[.. Expected(i), .. Expected(i), $"ffn.in {i}", $"ffn.out {i}"])];
        Assert.Equal(
            ["token_embedding -", .. Expected(0), .. Expected(1), "token_embedding -", .. decoder],
            Open(model).Table().Select(line => line[(line.IndexOf(' ') + 1)..]));
    }

    [Fact]
    public void Quantised_ProductsAreFollowed()
    {
        var model = new AttentionModel();
        string x = model.Embedded();
        int products = 0;
        string Product(string y, int rows, int columns)
        {
            string weight = $"onnx::MatMulInteger_{products++}";
            model.Builder.Initializer(Raw(weight, TensorElementType.Int8, [rows, columns], [.. Enumerable.Range(0, rows * columns).Select(i => (sbyte)i)]))
                .Initializer(Raw(weight + "_scale", TensorElementType.Float32, [], 0.5f));
            string[] quantised = model.Nodes("DynamicQuantizeLinear", [y], 3);
            string whole = model.Node("MatMulInteger", [quantised[0], weight, quantised[2]]);
            return model.Node("Mul", [model.Node("Cast", [whole], Attribute("to", 1)), model.Node("Mul", [quantised[1], weight + "_scale"])]);
        }

        int width = AttentionModel.Width;
        string attended = Product(model.Attend(
            model.SplitHeads(Product(x, width, width)), model.SplitHeads(Product(x, width, width), keys: true), model.SplitHeads(Product(x, width, width))), width, width);
        Product(model.Gelu(Product(model.Node("Add", [x, attended]), width, 10)), 10, width);

        Assert.Equal(
            ["token_embedding -", "attention.query 0", "attention.key 0", "attention.value 0", "attention.output 0", "ffn.in 0", "ffn.out 0"],
            Open(model).Table().Select(line => line[(line.IndexOf(' ') + 1)..]));
    }

    [Fact]
    public void SharedLayers_HaveARoleButNoNumber()
    {
        var model = new AttentionModel();
        string x = model.Embedded(), q = model.Weight(6, 6), k = model.Weight(6, 6), v = model.Weight(6, 6), o = model.Weight(6, 6);
        for (int layer = 0; layer < 3; layer++)
        {
            x = model.Node("MatMul", [model.Attend(
                model.SplitHeads(model.Node("MatMul", [x, q])), model.SplitHeads(model.Node("MatMul", [x, k]), keys: true),
                model.SplitHeads(model.Node("MatMul", [x, v]))), o]);
        }

        ModelMatrices matrices = Open(model);

        Assert.Equal(
            ["token_embedding token_embedding -", "attention.query attention.query -", "attention.key attention.key -",
             "attention.value attention.value -", "attention.output attention.output -"],
            matrices.Table());
        Assert.All(matrices.Matrices.Skip(1), matrix => Assert.StartsWith("shared: ", matrix.Note));
    }

    [Fact]
    public void ManySoftmaxes_EndSoon()
    {
        var model = new AttentionModel();
        string x = model.Embedded();
        for (int i = 0; i < 20_000; i++)
            x = model.Node("Softmax", [model.Node("Add", [model.Node("MatMul", [x, x]), x])]);

        Assert.Single(Open(model).Matrices);
    }

    ModelMatrices Open(AttentionModel model) => ModelMatrices.Open(_folder.Write("model.onnx", model.Builder.ToBytes()));
}
