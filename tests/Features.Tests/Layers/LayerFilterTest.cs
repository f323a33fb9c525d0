using TransferPredict.Features.Layers;

namespace TransferPredict.Features.Tests.Layers;

public class LayerFilterTest
{
    static readonly LayerMatrix[] _matrices =
    [
        Matrix("embeddings", 0, LayerRole.TokenEmbedding),
        Matrix("layer.0.query", 1, LayerRole.AttentionQuery),
        Matrix("layer.0.key", 2, LayerRole.AttentionKey),
        Matrix("layer.0.in", 3, LayerRole.FeedForwardIn),
        Matrix("layer.10.in", 4, LayerRole.FeedForwardIn),
    ];

    [Theory]
    [InlineData("1,4", "1 4")]
    [InlineData("-1,-4", "0 2 3")]
    [InlineData("-0", "1 2 3 4")]
    [InlineData("ffn.in", "3 4")]
    [InlineData("attention", "1 2")]
    [InlineData("attention,-attention.key", "1")]
    [InlineData("embedding", "0")]
    [InlineData("dense", "1 2 3 4")]
    [InlineData("layer.0.*", "1 2 3")]
    [InlineData("layer.0.*, -*.in", "1 2")]
    [InlineData("embeddings", "0")]
    [InlineData("onnx::embeddings", "0")]
    [InlineData("layer.?.in", "")]
    [InlineData("LAYER.0.in", "")]
    public void Keeps(string filter, string ids)
    {
        LayerFilter parsed = LayerFilter.Parse(filter);
        Assert.Equal(ids, string.Join(' ', _matrices.Where(parsed.Keeps).Select(m => m.LayerId)));
    }

    [Fact]
    public void All_KeepsEverything() => Assert.All(_matrices, m => Assert.True(LayerFilter.All.Keeps(m)));

    [Fact]
    public void Unmatched_NamesTheWords()
    {
        Assert.Equal(["5", "value"], LayerFilter.Parse("1,5,-value,-key,layer.0.key").Unmatched(_matrices).Except(["key"]));
        Assert.Empty(LayerFilter.Parse("1,-layer.*").Unmatched(_matrices));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1,,2")]
    [InlineData("-")]
    public void Parse_EmptyWord(string filter) =>
        Assert.Contains($"'{filter}' has an empty word", Assert.Throws<FormatException>(() => LayerFilter.Parse(filter)).Message);

    static LayerMatrix Matrix(string name, int id, LayerRole role) => new ArrayValues([], 0, 0).Layer(name, id, role);
}
