using TransferPredict.Features.Layers;
using TransferPredict.Features.Tests.Layers.Files;

namespace TransferPredict.Features.Tests.Layers;

public sealed class LayerComparisonTest : IDisposable
{
    const int Wide = 24, Narrow = 16;

    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_OneModelStoresTransposes_TheyAreTurned()
    {
        float[] wide = Values(1, Wide * Narrow), square = Values(2, Narrow * Narrow);
        LayerComparison found = Compare(
            Model("base", ("ffn.weight", Narrow, Wide, wide), ("query.weight", Narrow, Narrow, square)),
            Model("tuned", ("ffn.weight", Wide, Narrow, Transposed(wide, Narrow, Wide)), ("query.weight", Narrow, Narrow, Transposed(square, Narrow, Narrow))));
        Assert.Equal(["ffn", "query"], found.Changes.Select(change => change.Tuned.Matrix.Name));
        Assert.All(found.Changes, change => Assert.Equal((0, "turned: the base model has its transpose"), (change.Distance!.Euclidean, change.Difference.Matrix.Note)));
        Assert.Empty(found.LeftOut);
    }

    [Fact]
    public void Run_SameShapes_NothingIsTurned()
    {
        float[] wide = Values(1, Wide * Narrow), square = Values(2, Narrow * Narrow);
        LayerComparison found = Compare(
            Model("base", ("ffn.weight", Narrow, Wide, wide), ("query.weight", Narrow, Narrow, square)),
            Model("tuned", ("ffn.weight", Narrow, Wide, wide), ("query.weight", Narrow, Narrow, Transposed(square, Narrow, Narrow))));
        Assert.Equal(0, found.Changes[0].Distance!.Euclidean);
        Assert.True(found.Changes[1].Distance!.Euclidean > 1);
        Assert.All(found.Changes, change => Assert.Equal("", change.Difference.Matrix.Note));
    }

    [Fact]
    public void Run_OtherShapes_AreLeftOutWithBoth()
    {
        LayerComparison found = Compare(
            Model("base", ("ffn.weight", Narrow, Wide, Values(1, Wide * Narrow))), Model("tuned", ("ffn.weight", Narrow, Narrow, Values(1, Narrow * Narrow))));
        Assert.Empty(found.Changes);
        Assert.Equal("'ffn' is 16 x 24 in the base model and 16 x 16 in the tuned one", Assert.Single(found.LeftOut).Reason);
    }

    static LayerComparison Compare(string before, string after)
    {
        using ModelMatrices first = ModelMatrices.Open(before), second = ModelMatrices.Open(after);
        return LayerComparison.Run(first, second, new());
    }

    string Model(string name, params (string Name, int Rows, int Columns, float[] Values)[] matrices) => _folder.Write(
        name + ".safetensors", SafetensorsBytes.Of([.. matrices.Select(m => (m.Name, "F32", (long[])[m.Rows, m.Columns], SafetensorsBytes.Floats(m.Values)))]));

    static float[] Values(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.5))];
    }

    static float[] Transposed(float[] values, int rows, int columns) =>
        [.. Enumerable.Range(0, values.Length).Select(i => values[i % rows * columns + i / rows])];
}
