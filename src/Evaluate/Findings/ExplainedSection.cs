using TransferPredict.Training.Findings;
using TransferPredict.Training.Validation;

namespace TransferPredict.Evaluate.Findings;

/// <summary>Finding 3: whether the change goes with zero-shot scores.</summary>
static class ExplainedSection
{
    const string Drawn = "calign";

    public static void Write(Markdown page, FindingsStudy study, string plots)
    {
        page.Heading(2, "3. Does the change explain zero-shot transfer?");
        TuningSection.Missing(page, study.Settings.Select(s => s.Task), "pairs", study.PairChanges.Select(c => (c.Task, c.Model)));
        if (study.Explained.Length == 0)
        {
            page.Paragraph("So there is nothing to correlate with the measured scores.");
            return;
        }
        page.Paragraph("Spearman's correlation of the change (after less before) with the measured score over the targets of one source, the mean over sources; 95 % intervals by bootstrap over "
            + "targets. Beside it, in the last layer: what the value before tells, known without fine-tuning; what the value after tells; and the correlation of the change over all pairs, "
            + "sources mixed. Figures are within one model and task.");
        foreach (IGrouping<string, ChangeCorrelation> group in study.Explained.GroupBy(c => c.Setting))
        {
            SettingFindings setting = study.Settings.First(s => s.Task.Setting == group.Key);
            int[] layers = [.. group.Select(c => c.Layer).Distinct().Order()];
            page.Heading(3, setting.Title);
            page.Table(["measure", .. layers.Select(l => $"change, layer {l}"), "before", "after", "change, sources mixed"], group.GroupBy(c => c.Measure).Select(m =>
            {
                ChangeCorrelation last = m.MaxBy(c => c.Layer)!;
                return (string[])
                [
                    m.Key, .. layers.Select(l => Markdown.Change(m.FirstOrDefault(c => c.Layer == l)?.Change)), Markdown.Change(last.Before), Markdown.Change(last.After), Markdown.Change(last.Pooled),
                ];
            }));
            int clear = group.Count(c => c.Change.Sign != 0);
            page.Paragraph($"Of {group.Count()} correlations of a change, {clear} have an interval that leaves 0 out; about {0.05 * group.Count():0.0} would by chance alone. {WorthSection.CeilingSentence(setting)}");
        }
        foreach (string model in Models(study))
            page.Plot(plots, FileOf(model), TitleOf(model));
    }

    /// <summary>Name of the file and text of each plot.</summary>
    public static IEnumerable<(string Name, string Svg)> Plots(FindingsStudy study) => Models(study).Select(model => (FileOf(model), new LinePlot(TitleOf(model), "layer (0: the embeddings' output)",
    [
        .. study.Settings.Where(s => s.Task.Model == model)
            .Select(s => ($"{s.Task.Task} ({s.Task.Metric})", (IReadOnlyList<Figure>)
                [.. study.Explained.Where(c => c.Setting == s.Task.Setting && c.Measure == Drawn).OrderBy(c => c.Layer).Select(c => c.Change)]))
            .Where(s => s.Item2.Count > 0),
    ]).Svg()));

    static IEnumerable<string> Models(FindingsStudy study) => study.Settings
        .Where(s => study.Explained.Any(c => c.Setting == s.Task.Setting && c.Measure == Drawn)).Select(s => s.Task.Model).Distinct().Order(StringComparer.Ordinal);

    static string FileOf(string model) => $"explained-{Drawn}-{model}.svg";

    static string TitleOf(string model) => $"Correlation of the change of CALIGN with the score, {model}";
}
