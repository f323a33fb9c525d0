using TransferPredict.Training.Findings;
using TransferPredict.Training.Validation;

namespace TransferPredict.Evaluate.Findings;

/// <summary>Finding 2, its second half: what fine-tuning does to weight matrices.</summary>
static class WeightsSection
{
    public static void Write(Markdown page, FindingsStudy study)
    {
        TuningSection.Missing(page, study.Tasks, "weights", study.WeightChanges.Select(c => (c.Task, c.Model)));
        if (study.WeightChanges.Length > 0)
            page.Paragraph("What it does to weight matrices (`compare`; [spectra.md](spectra.md)), means over the matrices of a layer, 95 % intervals by bootstrap over the fine-tuned models: "
                + "WeightWatcher's alpha before and its change, the K-S distance of the spectra (each eigenvalue over its mean), and the Frobenius norm of the change over that of the matrix before.");
        foreach (IGrouping<(string Task, string Model), WeightChange> group in study.WeightChanges.GroupBy(c => (c.Task, c.Model)))
        {
            page.Heading(3, $"{group.Key.Task}, {group.Key.Model}: weights");
            page.Table(["layer", "matrices", "alpha before", "change of alpha", "K-S distance", "distance", "relative distance"],
                group.GroupBy(c => c.Layer).OrderBy(g => g.Key).Select(g => (string[])
                [
                    g.Key is { } layer ? Markdown.Whole(layer) : "outside of blocks", Markdown.Whole(g.Select(c => c.Matrix).Distinct().Count()), Markdown.Of(Mean(g, c => c.AlphaBefore)),
                    Markdown.Change(Mean(g, c => c.AlphaAfter - c.AlphaBefore)), Markdown.Of(Mean(g, c => c.Ks)), Markdown.Of(Mean(g, c => c.Distance)), Markdown.Of(Mean(g, c => c.Relative)),
                ]));
        }
    }

    static Figure? Mean(IEnumerable<WeightChange> matrices, Func<WeightChange, double> value) =>
        GroupBootstrap.Mean(matrices.Select(c => (c.Source, value(c))).Where(c => double.IsFinite(c.Item2)), FindingsOptions.Seed);
}
