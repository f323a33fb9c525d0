using TransferPredict.Features.Layers;

namespace TransferPredict.Features.Tests.Layers;

public class LayerPairsTest
{
    [Fact]
    public void Match_ByName_WhateverTheOrderOfTheBase()
    {
        LayerPairs found = LayerPairs.Match([Matrix("b"), Matrix("a"), Matrix("gone")], [Matrix("a"), Matrix("b"), Matrix("classifier")]);
        Assert.Equal(["a a", "b b"], Names(found));
        Assert.Equal("gone", Assert.Single(found.OnlyBase).Name);
        Assert.Equal("classifier", Assert.Single(found.OnlyTuned).Name);
    }

    [Fact]
    public void Match_APrefixedEncoder()
    {
        LayerPairs found = LayerPairs.Match([Matrix("encoder.layer.0.query"), Matrix("pooler")], [Matrix("roberta.encoder.layer.0.query"), Matrix("classifier")]);
        Assert.Equal(["encoder.layer.0.query roberta.encoder.layer.0.query"], Names(found));
        Assert.Equal(["encoder.layer.0.query roberta.encoder.layer.0.query"], Names(LayerPairs.Match([.. found.Pairs.Select(p => p.Base)], [.. found.Pairs.Select(p => p.Tuned)])));
    }

    [Fact]
    public void Match_WholeNamesBeforeEnds_AndNoGuessing()
    {
        LayerPairs found = LayerPairs.Match([Matrix("dense"), Matrix("x.dense")], [Matrix("x.dense"), Matrix("y.dense")]);
        Assert.Equal(["x.dense x.dense", "dense y.dense"], Names(found));
        Assert.Empty(LayerPairs.Match([Matrix("x.dense"), Matrix("y.dense")], [Matrix("dense")]).Pairs);
        Assert.Empty(LayerPairs.Match([Matrix("pre.dense")], [Matrix("predense")]).Pairs);
    }

    [Fact]
    public void Match_FilesApart_WhereBothHaveSeveral()
    {
        LayerMatrix[] both = [Matrix("q") with { File = "decoder_model.onnx" }, Matrix("q") with { File = "encoder_model.onnx" }];
        LayerPairs found = LayerPairs.Match(both, [both[1], both[0]]);
        Assert.All(found.Pairs, pair => Assert.Equal(pair.Base.File, pair.Tuned.File));
        Assert.Equal(["q q"], Names(LayerPairs.Match([Matrix("q") with { File = "base.onnx" }], [Matrix("q") with { File = "tuned.onnx" }])));
    }

    static IEnumerable<string> Names(LayerPairs pairs) => pairs.Pairs.Select(p => $"{p.Base.Name} {p.Tuned.Name}");

    static LayerMatrix Matrix(string name) => new ArrayValues([], 0, 0).Layer(name);
}
