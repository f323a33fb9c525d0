using TransferPredict.Training.Findings;

namespace TransferPredict.Evaluate.Findings;

/// <summary>Finding 4: what each similarity is worth alone.</summary>
static class WorthSection
{
    const int Shown = 15, ShownOfNoise = 5;

    public static void Write(Markdown page, FindingsStudy study, string plots)
    {
        page.Heading(2, "4. What is each similarity worth alone?");
        page.Paragraph("Of a pair's feature: Spearman's correlation with the score over the sources of one target, the mean over targets. Of a feature of the source or the target alone, which orders "
            + "nothing or the same for every target: Spearman's correlation, over languages, with the language's mean score. 95 % intervals by bootstrap over these languages; strongest first. "
            + "Pooled is the same correlation over all pairs at once, targets mixed: what a careless analysis would report. Distances are worth something where the sign is negative; of "
            + "differences (`_difference`) only the size counts; `row_overlap` counts the tokens of both languages and is no spectrum. Features have values for different numbers of targets, so near rows may be of different targets.");
        foreach (SettingFindings setting in study.Settings)
        {
            page.Heading(3, setting.Title);
            page.Paragraph(CeilingSentence(setting));
            if (Strongest(setting).FirstOrDefault() is { } first)
                page.Paragraph($"Strongest of the pair's features is `{first.Feature}` ({Markdown.Change(first.Within)}); of the spectra's, {SpectrumOf(setting)}.");
            page.Plot(plots, FileOf(setting), TitleOf(setting));
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
        if (study.NotMeasurable.Length > 0)
        {
            page.Heading(3, "Tasks that are not measurable at this size");
            page.Paragraph($"The {ShownOfNoise} strongest features of the pair, as above. Where two seeds do not agree on the order of sources there is nothing to find.");
            page.Table(["task", "two seeds agree: Spearman", "features within targets"], study.NotMeasurable.Select(s => (string[])
            [
                s.Title, s.Ceiling is { } ceiling ? Markdown.Of(ceiling, "spearman") : Markdown.None,
                string.Join("; ", Strongest(s).Take(ShownOfNoise).Select(w => $"`{w.Feature}` {Markdown.Change(w.Within)}")),
            ]));
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

    /// <summary>Name of the file and text of each plot.</summary>
    public static IEnumerable<(string Name, string Svg)> Plots(FindingsStudy study) => study.Settings.Where(s => Strongest(s).Any()).Select(s => (FileOf(s), new DotPlot(
        TitleOf(s), "Spearman with the score, within targets", [.. Strongest(s).Take(Shown).Select(w => (w.Feature.Split(',')[0], w.Within))]).Svg()));

    /// <summary>Features of the pair, the strongest within targets first.</summary>
    public static IEnumerable<FeatureWorth> Strongest(SettingFindings setting) => Sorted(setting, FeatureSide.Pair);

    /// <summary>The strongest feature of spectra, with its figure; `row_overlap` counts the tokens of both, which is no spectrum.</summary>
    public static string SpectrumOf(SettingFindings setting) =>
        Strongest(setting).FirstOrDefault(w => w.Family is "esd" or "ww" && !w.Feature.EndsWith(".row_overlap", StringComparison.Ordinal)) is { } best ? $"`{best.Feature}` ({Markdown.Change(best.Within)})" : "none has a value";

    static string FileOf(SettingFindings setting) => $"worth-{setting.Task.Task}-{setting.Task.Metric}-{setting.Task.Model}.svg";

    static string TitleOf(SettingFindings setting) => $"What features of the pair tell alone: {setting.Title}";

    /// <summary>How far two seeds agree: the ceiling of every figure of a setting.</summary>
    public static string CeilingSentence(SettingFindings setting) => setting.Ceiling is { } ceiling
        ? $"Noise ceiling: two seeds of the same pairs order sources with a Spearman of {Markdown.Of(ceiling, "spearman")} within targets ({ceiling.Rows} pairs, {ceiling.Targets} targets: {(double)ceiling.Rows / ceiling.Targets:0.#} sources a target on average, fewer than in the tables)."
        : "Noise ceiling: not known, no pair was measured with two seeds.";

    static double Gap(PooledWorth worth) => Math.Max(Math.Abs(worth.Within - worth.PooledTargets), Math.Abs(worth.Within - worth.PooledAll));

    static IEnumerable<FeatureWorth> Sorted(SettingFindings setting, FeatureSide side) =>
        setting.Worths.Where(w => w.Side == side).OrderByDescending(w => Math.Abs(w.Within.Value)).ThenBy(w => w.Feature, StringComparer.Ordinal);
}
