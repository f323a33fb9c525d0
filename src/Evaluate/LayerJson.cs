using TransferPredict.Features.Layers;

namespace TransferPredict.Evaluate;

/// <summary>The analysis of layers as JSON: no value is null, infinities are "Infinity" and "-Infinity".</summary>
static class LayerJson
{
    public static object Of(LayerReport report, LayerAnalysisOptions options) => new
    {
        Layers = Rows(report.Layers, LayerColumns.Of(options)),
        Summary = new
        {
            All = Of(LayerSummary.OverAll(report, options)),
            ByRole = LayerSummary.ByRole(report, options).Select(Of),
            ByLayerIndex = LayerSummary.ByLayer(report, options).Select(Of),
        },
        report.LeftOut,
    };

    public static IEnumerable<Dictionary<string, object?>> Rows(IEnumerable<LayerSpectrum> layers, IReadOnlyList<LayerColumn> columns) =>
        layers.Select(layer => columns.ToDictionary(c => c.Name, c => Known(c.Value(layer))));

    static object Of(LayerSummary summary) =>
        new { summary.Group, summary.Matrices, Means = summary.Means.ToDictionary(m => m.Key, m => Known(m.Value)) };

    static object? Known(object? value) => value is double.NaN ? null : value;
}
