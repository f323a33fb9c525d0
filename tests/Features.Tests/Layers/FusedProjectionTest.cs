using TransferPredict.Features.Layers;
using TransferPredict.Features.Onnx;
using TransferPredict.Features.Tests.Onnx;
using static TransferPredict.Features.Tests.Onnx.ModelBuilder;

namespace TransferPredict.Features.Tests.Layers;

/// <summary>One matrix that makes queries, keys and values, and what the graph tells of its columns.</summary>
public sealed class FusedProjectionTest : IDisposable
{
    const int Width = AttentionModel.Width, Heads = AttentionModel.Heads, HeadSize = AttentionModel.HeadSize;

    readonly ModelFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Split_InThirds() => RequireThirds(model => x =>
    {
        string[] parts = model.Nodes("Split", [x, model.Integers(Width, Width, Width)], 3, Attribute("axis", -1));
        return (model.SplitHeads(parts[0]), model.SplitHeads(parts[1], keys: true), model.SplitHeads(parts[2]));
    });

    [Fact]
    public void Slice_WithBoundsComputedFromTheShape() => RequireThirds(model => x =>
    {
        string third = model.Node("Div", [model.Node("Gather", [model.Node("Shape", [x]), model.Integers(-1)]), model.Integers(3)]);
        string Bound(int i) => i == 0 ? model.Integers(0) : model.Node("Mul", [third, model.Integers(i)]);
        string Part(int i) => model.Node("Slice", [x, Bound(i), Bound(i + 1), model.Integers(-1)]);
        return (model.SplitHeads(Part(0)), model.SplitHeads(Part(1), keys: true), model.SplitHeads(Part(2)));
    });

    [Fact]
    public void ReshapeTransposeGather_InThirds() => RequireThirds(model => x =>
    {
        string shaped = model.Node("Reshape", [x, model.Integers(0, 0, 3, Heads, HeadSize)]);
        string moved = model.Node("Transpose", [shaped], Attribute("perm", 2, 0, 3, 1, 4));
        string Part(int i) => model.Node("Gather", [moved, model.Scalar(i)], Attribute("axis", 0));
        return (Part(0), model.Node("Transpose", [Part(1)], Attribute("perm", 0, 1, 3, 2)), Part(2));
    });

    [Fact]
    public void ReshapeGather_ByHeads()
    {
        LayerMatrix[] found = Open(model => x =>
        {
            // The lengths of texts are only known when the model runs.
            string Length(int axis) => model.Node("Unsqueeze", [model.Node("Gather", [model.Node("Shape", [x]), model.Scalar(axis)]), model.Integers(0)]);
            string shape = model.Node("Concat", [Length(0), Length(1), model.Integers(Heads), model.Integers(3), model.Integers(HeadSize)], Attribute("axis", 0));
            string shaped = model.Node("Reshape", [x, shape]);
            string Part(int i) => model.Node("Gather", [shaped, model.Scalar(i)], Attribute("axis", 3));
            string Moved(string part, params long[] order) => model.Node("Transpose", [part], Attribute("perm", order));
            return (Moved(Part(0), 0, 2, 1, 3), Moved(Part(1), 0, 2, 3, 1), Moved(Part(2), 0, 2, 1, 3));
        });

        RequireParts(found, [0, 1, 2, 9, 10, 11], [3, 4, 5, 12, 13, 14], [6, 7, 8, 15, 16, 17]);
    }

    [Fact]
    public void KeysAndValuesInOne_BesideQueries()
    {
        var model = new AttentionModel();
        string x = model.Embedded(), both = model.Linear(x, Width, 2 * Width);
        string[] parts = model.Nodes("Split", [both], 2, Attribute("axis", 2));
        model.Linear(model.Attend(model.SplitHeads(model.Linear(x, Width, Width)), model.SplitHeads(parts[0], keys: true), model.SplitHeads(parts[1])), Width, Width);

        Assert.Equal(
            ["token_embedding -", "other 0", "attention.key 0", "attention.value 0", "attention.query 0", "attention.output 0"],
            Open(model).Table().Select(line => line[(line.IndexOf(' ') + 1)..]));
    }

    [Fact]
    public void GemmOfRows_IsSplitByRows()
    {
        var model = new AttentionModel();
        string x = model.Embedded(), w = model.Weight(3 * Width, Width);
        string product = model.Node("Gemm", [model.Node("Reshape", [x, model.Integers(-1, Width)]), w], Attribute("transB", 1));
        string[] parts = model.Nodes("Split", [model.Node("Reshape", [product, model.Integers(1, 4, 3 * Width)])], 3, Attribute("axis", 2));
        model.Linear(model.Attend(model.SplitHeads(parts[0]), model.SplitHeads(parts[1], keys: true), model.SplitHeads(parts[2])), Width, Width);

        LayerMatrix value = Open(model).Matrices.Single(matrix => matrix.Role == LayerRole.AttentionValue);

        Assert.Equal((Width, Width), (value.Values.Rows, value.Values.Columns));
        Assert.Equal(model.Weights[w].Skip(2 * Width * Width).Select(v => (double)v), value.Values.ReadAll());
    }

    [Fact]
    public void OnnxRuntimesAttention_IsSplitBySizes()
    {
        ModelBuilder builder = Create().Initializer(Raw("qkv_1", TensorElementType.Float32, [2, 8], MatrixReading.Counted(16)));
        builder.OperatorSets.Add(("com.microsoft", 1));
        builder.Graph.Message(1, NodeProto(
            "Attention", "", "com.microsoft", ["x", "qkv_1", "b"], ["y"], Attribute("num_heads", 1), Attribute("qkv_hidden_sizes", 3, 3, 2)));

        LayerMatrix[] found = [.. ModelMatrices.Open(_folder.Write("model.onnx", builder.ToBytes())).Matrices];

        Assert.Equal("query, key and value in one", found[0].Note);
        Assert.Equal([1, 2, 3, 9, 10, 11], found[1].Values.ReadAll());
        Assert.Equal([7, 8, 15, 16], found[3].Values.ReadAll());
    }

    [Fact]
    public void UntoldLayout_IsNotSplitAndSaysSo()
    {
        // Without the lengths of the shape, nobody knows whose columns are whose.
        LayerMatrix[] found = Open(model => x =>
        {
            string shaped = model.Node("Reshape", [x, "shape"]);
            string Part(int i) => model.Node("Gather", [shaped, model.Scalar(i)], Attribute("axis", 3));
            return (Part(0), Part(1), Part(2));
        });

        Assert.Equal(2, found.Length);
        Assert.Contains("not split", found[0].Note);
    }

    void RequireThirds(Func<AttentionModel, Func<string, (string, string, string)>> split) =>
        RequireParts(Open(split), [.. Enumerable.Range(0, 6)], [.. Enumerable.Range(6, 6)], [.. Enumerable.Range(12, 6)]);

    /// <summary>The whole, then query, key and value with those columns.</summary>
    static void RequireParts(LayerMatrix[] found, params int[][] columns)
    {
        Assert.Equal(
            ["layer.0.attention.qkv", "layer.0.attention.qkv.query", "layer.0.attention.qkv.key", "layer.0.attention.qkv.value", "layer.0.attention.output"],
            found.Select(matrix => matrix.Name));
        Assert.Equal(
            [LayerRole.Other, LayerRole.AttentionQuery, LayerRole.AttentionKey, LayerRole.AttentionValue, LayerRole.AttentionOutput],
            found.Select(matrix => matrix.Role));
        Assert.Equal([false, true, true, true, false], found.Select(matrix => matrix.IsPart));
        Assert.Equal("query, key and value in one", found[0].Note);
        Assert.Equal("key part of layer.0.attention.qkv", found[2].Note);
        double[] whole = found[0].Values.ReadAll();
        for (int part = 0; part < 3; part++)
        {
            Assert.Equal(found[0].LayerId, found[part + 1].LayerId);
            Assert.Equal(
                Enumerable.Range(0, Width).SelectMany(row => columns[part].Select(column => whole[row * 3 * Width + column])),
                found[part + 1].Values.ReadAll());
        }
    }

    LayerMatrix[] Open(Func<AttentionModel, Func<string, (string, string, string)>> split)
    {
        var model = new AttentionModel();
        model.Fused(model.Embedded(), split(model));
        return [.. Open(model).Matrices.Skip(1)];
    }

    ModelMatrices Open(AttentionModel model) => ModelMatrices.Open(_folder.Write("model.onnx", model.Builder.ToBytes()));
}
