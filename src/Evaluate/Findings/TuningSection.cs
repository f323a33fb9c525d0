using TransferPredict.Training.Findings;
using TransferPredict.Training.Scores;
using TransferPredict.Training.Validation;

namespace TransferPredict.Evaluate.Findings;

/// <summary>Finding 2: what fine-tuning does to alignment and to weights.</summary>
static class TuningSection
{
    public static void Write(Markdown page, FindingsStudy study)
    {
        page.Heading(2, "2. Does fine-tuning raise alignment?");
        Missing(page, study.Tasks, "pairs", study.PairChanges.Select(c => (c.Task, c.Model)));
        if (study.PairChanges.Length > 0)
            page.Paragraph("After less before, for the language fine-tuned on and each of the others; mean over pairs, 95 % intervals by bootstrap over the other languages.");
        foreach (IGrouping<(string Task, string Model), PairChange> group in study.PairChanges.GroupBy(c => (c.Task, c.Model)))
        {
            PairChange[] pairs = [.. group.Where(c => c.Source.Iso6393 != c.Target.Iso6393)];
            int[] layers = [.. pairs.Select(c => c.Layer).Distinct().Order()];
            page.Heading(3, $"{group.Key.Task}, {group.Key.Model}: {pairs.Select(c => c.Source.Code).Distinct().Count()} fine-tuned models");
            page.Table(["measure", .. layers.Select(l => $"layer {l}"), "before, last layer", "after"], pairs.GroupBy(c => c.Measure).OrderBy(g => g.Key, StringComparer.Ordinal).Select(m => (string[])
            [
                m.Key, .. layers.Select(l => Markdown.Change(Mean(m.Where(c => c.Layer == l), c => c.Change))),
                Markdown.Number(Mean(m.Where(c => c.Layer == layers[^1]), c => c.Before)?.Value), Markdown.Number(Mean(m.Where(c => c.Layer == layers[^1]), c => c.After)?.Value),
            ]));
        }
        Missing(page, study.Tasks, "weights", study.WeightChanges.Select(c => (c.Task, c.Model)));
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

    /// <summary>Says which of the models and tasks have no file of a kind.</summary>
    public static void Missing(Markdown page, IEnumerable<TaskMeasurability> tasks, string kind, IEnumerable<(string Task, string Model)> present)
    {
        foreach (IGrouping<string, TaskMeasurability> model in tasks.GroupBy(t => t.Model).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            string[] missing = [.. model.Select(t => t.Task).Distinct().Where(t => !present.Contains((t, model.Key)))];
            if (missing.Length > 0)
                page.Paragraph($"Not measured: data/changes has no {kind} of {model.Key} for {string.Join(", ", missing)}; "
                    + $"`python3 lab/changes.py --models {model.Key} --tasks {string.Join(',', missing)} --text DIR` measures them.");
        }
    }

    static Figure? Mean(IEnumerable<PairChange> pairs, Func<PairChange, double> value) =>
        GroupBootstrap.Mean(pairs.Select(c => (c.Target.Iso6393, value(c))), FindingsOptions.Seed);

    static Figure? Mean(IEnumerable<WeightChange> matrices, Func<WeightChange, double> value) =>
        GroupBootstrap.Mean(matrices.Select(c => (c.Source, value(c))).Where(c => double.IsFinite(c.Item2)), FindingsOptions.Seed);
}
