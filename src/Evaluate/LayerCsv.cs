using TransferPredict.Features.Layers;
using TransferPredict.Features.Tables;

namespace TransferPredict.Evaluate;

/// <summary>The analysis of layers as CSV.</summary>
static class LayerCsv
{
    public static IEnumerable<string> Layers(LayerReport report, LayerAnalysisOptions options)
    {
        IReadOnlyList<LayerColumn> columns = LayerColumns.Of(options);
        return report.Layers.Select(layer => string.Join(',', columns.Select(c => c.Csv(layer)))).Prepend(string.Join(',', columns.Select(c => c.Name)));
    }

    public static IEnumerable<string> Summary(LayerReport report, LayerAnalysisOptions options)
    {
        (string By, LayerSummary Summary)[] rows =
        [
            ("all", LayerSummary.OverAll(report, options)),
            .. LayerSummary.ByRole(report, options).Select(s => ("role", s)),
            .. LayerSummary.ByLayer(report, options).Select(s => ("layer_index", s)),
        ];
        return rows.Select(row => string.Join(',', [row.By, CsvCell.Of(row.Summary.Group), row.Summary.Matrices.ToString(), .. row.Summary.Means.Values.Select(CsvCell.Of)]))
            .Prepend(string.Join(',', ["by", "group", "matrices", .. rows[0].Summary.Means.Keys]));
    }
}
