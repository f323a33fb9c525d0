using TransferPredict.Training.Findings;

namespace TransferPredict.Evaluate.Findings;

/// <summary>Finding 4: what each similarity is worth alone.</summary>
static class WorthSection
{
    public static void Write(Markdown page, FindingsStudy study)
    {
        page.Heading(2, "4. What is each similarity worth alone?");
        page.Paragraph("Of a pair's feature: Spearman's correlation with the score over the sources of one target, the mean over targets. Of a feature of the source or the target alone, which orders "
            + "nothing or the same for every target: Spearman's correlation, over languages, with the language's mean score. 95 % intervals by bootstrap over these languages; strongest first. "
            + "Pooled is the same correlation over all pairs at once, targets mixed: what a careless analysis would report. Distances are worth something where the sign is negative.");
        foreach (SettingFindings setting in study.Settings)
        {
            page.Heading(3, setting.Title);
            page.Paragraph(CeilingSentence(setting));
            page.Table(["feature of the pair", "within targets", "targets", "pooled", "sign reversed by pooling"], Sorted(setting, FeatureSide.Pair).Select(w => (string[])
            [
                $"`{w.Feature}`", Markdown.Change(w.Within), Markdown.Whole(w.Within.Groups), Markdown.Signed(w.Pooled), w.IsReversed ? "yes" : "",
            ]));
            page.Table(["feature of one side", "whose", "across languages", "languages", "pooled"], Sorted(setting, FeatureSide.Source).Concat(Sorted(setting, FeatureSide.Target)).Select(w => (string[])
            [
                $"`{w.Feature}`", w.Side == FeatureSide.Source ? "source" : "target", Markdown.Change(w.Within), Markdown.Whole(w.Within.Groups), Markdown.Signed(w.Pooled),
            ]));
            string[] silent = [.. setting.Rows.FeatureNames.Except(setting.Worths.Select(w => w.Feature))];
            if (silent.Length > 0)
                page.Paragraph($"Without a value, or the same everywhere: {string.Join(", ", silent.Select(n => $"`{n}`"))}.");
        }
        page.Heading(3, "What pooling would have claimed (Simpson's paradox)");
        int settings = study.Settings.Length;
        page.Paragraph($"Within: mean over {settings} {(settings == 1 ? "pair of model and task" : "pairs of model and task")} of the correlation within targets. Pooled over targets: mean over them of the correlation over all pairs of one. Pooled over everything: "
            + $"one correlation over all pairs of all models and tasks.{(settings == 1 ? " With one model and task the last two are the same." : "")} Only features for which a pooled figure differs by more than 0.1 from what holds within targets, largest difference first.");
        page.Table(["feature", "within targets", "pooled over targets", "pooled over everything", "sign reversed"], study.Pooled.Where(p => Gap(p) > 0.1).OrderByDescending(Gap).Select(p => (string[])
        [
            $"`{p.Feature}`", Markdown.Signed(p.Within), Markdown.Signed(p.PooledTargets), Markdown.Signed(p.PooledAll), p.IsReversed ? "yes" : "",
        ]));
    }

    /// <summary>How far two seeds agree: the ceiling of every figure of a setting.</summary>
    public static string CeilingSentence(SettingFindings setting) => setting.Ceiling is { } ceiling
        ? $"Noise ceiling: two seeds of the same pairs order sources with a Spearman of {Markdown.Of(ceiling, "spearman")} within targets ({ceiling.Rows} pairs, {ceiling.Targets} targets, fewer sources a target than in the tables)."
        : "Noise ceiling: not known, no pair was measured with two seeds.";

    static double Gap(PooledWorth worth) => Math.Max(Math.Abs(worth.Within - worth.PooledTargets), Math.Abs(worth.Within - worth.PooledAll));

    static IEnumerable<FeatureWorth> Sorted(SettingFindings setting, FeatureSide side) =>
        setting.Worths.Where(w => w.Side == side).OrderByDescending(w => Math.Abs(w.Within.Value)).ThenBy(w => w.Feature, StringComparer.Ordinal);
}
