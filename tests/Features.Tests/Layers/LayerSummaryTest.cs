using TransferPredict.Features.Layers;
using TransferPredict.Features.Tests.Spectra;

namespace TransferPredict.Features.Tests.Layers;

public class LayerSummaryTest
{
    static readonly LayerAnalysisOptions _weightWatcher = new() { WeightWatcher = true };
    static readonly LayerMatrix[] _matrices =
    [
        Matrix("query.0", LayerRole.AttentionQuery, 0, 1), Matrix("query.1", LayerRole.AttentionQuery, 1, 2),
        Matrix("in.0", LayerRole.FeedForwardIn, 0, 3), Matrix("embedding", LayerRole.TokenEmbedding, null, 4),
    ];

    [Fact]
    public void Means_ArePlain()
    {
        LayerReport report = LayerAnalysis.Run(_matrices, new());
        LayerSummary all = LayerSummary.OverAll(report, new());
        Assert.Equal(("all", 4), (all.Group, all.Matrices));
        Assert.Equal(["log_norm", "alpha", "alpha_weighted", "log_alpha_norm", "log_spectral_norm", "stable_rank"], all.Means.Keys);
        Assert.Equal(report.Layers.Average(l => l.Fit!.Alpha), all.Means["alpha"]);
        Assert.Equal(report.Layers.Average(l => l.Metrics!.StableRank), all.Means["stable_rank"]);
    }

    [Fact]
    public void Groups_ByRoleAndByLayer()
    {
        LayerReport report = LayerAnalysis.Run(_matrices, new());
        Assert.Equal([("token_embedding", 1), ("attention.query", 2), ("ffn.in", 1)], LayerSummary.ByRole(report, new()).Select(s => (s.Group, s.Matrices)));
        Assert.Equal([("0", 2), ("1", 1)], LayerSummary.ByLayer(report, new()).Select(s => (s.Group, s.Matrices)));
        Assert.Equal((report.Layers[0].Fit!.Alpha + report.Layers[2].Fit!.Alpha) / 2, LayerSummary.ByLayer(report, new())[0].Means["alpha"]);
    }

    [Fact]
    public void FailedFits_EnterNoAverage_ButWeightWatchers()
    {
        LayerMatrix[] matrices = [.. _matrices, new ArrayValues(new float[400], 20, 20).Layer("zeros")];
        LayerReport report = LayerAnalysis.Run(matrices, new());
        double[] alphas = [.. report.Layers.Take(4).Select(l => l.Fit!.Alpha)];
        Assert.Equal(alphas.Average(), LayerSummary.OverAll(report, new()).Means["alpha"]);
        Assert.Equal(alphas.Append(-1).Average(), LayerSummary.OverAll(report, _weightWatcher).Means["alpha"]);
        Assert.True(double.IsFinite(LayerSummary.OverAll(report, new()).Means["log_norm"]));
        Assert.Equal(double.NegativeInfinity, LayerSummary.OverAll(report, _weightWatcher).Means["log_norm"]);
    }

    [Fact]
    public void Parts_CountInTheirRole_NotInTheWhole()
    {
        LayerReport report = LayerAnalysis.Run([.. _matrices, Matrix("qkv.query", LayerRole.AttentionQuery, 0, 5) with { IsPart = true }], new());
        Assert.Equal(4, LayerSummary.OverAll(report, new()).Matrices);
        Assert.Equal(3, LayerSummary.ByRole(report, new()).Single(s => s.Group == "attention.query").Matrices);
        Assert.Equal(2, LayerSummary.ByLayer(report, new())[0].Matrices);
    }

    [Fact]
    public void Files_HaveTheirOwnLayers()
    {
        LayerReport report = LayerAnalysis.Run([_matrices[0], _matrices[1] with { File = "decoder_model.onnx", LayerIndex = 0 }], new());
        Assert.Equal(["decoder_model.onnx 0", "model.onnx 0"], LayerSummary.ByLayer(report, new()).Select(s => s.Group));
    }

    [Fact]
    public void NothingAnalysed_HasNoMeans()
    {
        LayerSummary all = LayerSummary.OverAll(new LayerReport([], []), new());
        Assert.Equal(0, all.Matrices);
        Assert.All(all.Means.Values, mean => Assert.Equal(double.NaN, mean));
    }

    static LayerMatrix Matrix(string name, LayerRole role, int? layer, int seed) =>
        new ArrayValues(Seeded.GaussianRows(30, 20, seed), 30, 20).Layer(name, seed, role, layer);
}
