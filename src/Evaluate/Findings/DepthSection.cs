using System.Collections.Immutable;
using TransferPredict.Training.Findings;
using TransferPredict.Training.Validation;

namespace TransferPredict.Evaluate.Findings;

/// <summary>Finding 1: alignment by layer.</summary>
static class DepthSection
{
    static readonly ImmutableDictionary<string, string> _titles = ImmutableDictionary.CreateRange<string, string>(
    [
        new("calign", "CALIGN: share of the source's concepts that are aligned"), new("colap", "COLAP: share of concepts that hold words of both"),
        new("cosine_gap", "Cosine gap: translations less other sentences"), new("p_at_1", "Retrieval: share of sentences whose nearest is their translation (P@1)"),
        new("csls", "Retrieval by CSLS"),
    ]);

    public static void Write(Markdown page, FindingsStudy study, string plots)
    {
        page.Heading(2, "1. Do deeper layers align more?");
        page.Paragraph("Means over the pairs of two languages that have scores (data/features/MODEL/layers.csv; definitions: [concept.md](concept.md), [rep.md](rep.md)), with 95 % intervals "
            + "by bootstrap over target languages. Layer 0 is the embeddings' output. Rise: the last layer less layer 0, over the same drawn targets.");
        foreach (string measure in Present(study))
        {
            LayerTrend[] trends = [.. study.Layers.Where(l => l.Measure == measure)];
            int layers = trends.Max(t => t.Layers.Length);
            page.Heading(3, _titles[measure]);
            page.Table(["model", .. Enumerable.Range(0, layers).Select(l => $"layer {l}"), "rise"], trends.Select(t => (string[])
            [
                t.Model, .. Enumerable.Range(0, layers).Select(l => Markdown.Of(l < t.Layers.Length ? t.Layers[l] : null)), Markdown.Change(t.Rise),
            ]));
            page.Paragraph($"![{_titles[measure]}, by layer]({plots}/{measure}.svg)");
            page.Paragraph(string.Join(" ", trends.Select(Sentence)));
        }
        foreach (string model in study.ModelsWithoutLayers)
            page.Paragraph($"Not measured yet for {model}: data/features/{model}/layers.csv is not there; `dotnet run --project src/Training -- --model {model} --text DIR/text --parallel DIR/parallel` "
                + "with the folders of `python3 lab/texts.py --out DIR` measures it.");
    }

    /// <summary>Name of the file and text of each plot.</summary>
    public static IEnumerable<(string Name, string Svg)> Plots(FindingsStudy study) => Present(study).Select(m => ($"{m}.svg", new LinePlot(
        _titles[m], "layer (0: the embeddings' output)", [.. study.Layers.Where(l => l.Measure == m).Select(l => (l.Model, (IReadOnlyList<Figure>)l.Layers))]).Svg()));

    static IEnumerable<string> Present(FindingsStudy study) => FindingsStudy.Measures.Where(m => study.Layers.Any(l => l.Measure == m));

    static string Sentence(LayerTrend trend) => $"In {trend.Model} it is highest in layer {trend.Highest}"
        + (trend.RisesThroughout ? " and never falls from one layer to the next" : trend.Highest < trend.Layers.Length - 1 ? " and lower in the deeper ones" : "")
        + trend.Rise.Sign switch
        {
            > 0 => "; the last layer aligns more than layer 0.",
            < 0 => "; the last layer aligns less than layer 0.",
            _ => "; between the last layer and layer 0 there is no clear difference.",
        };
}
