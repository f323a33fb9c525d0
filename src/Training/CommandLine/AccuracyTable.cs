using System.Collections.Immutable;
using TransferPredict.Training.Validation;
using TransferPredict.Training.Validation.Baselines;

namespace TransferPredict.Training.CommandLine;

/// <summary>How accuracy reports are shown: the predictor, the plain baselines, the best single features, the noise ceiling.</summary>
public static class AccuracyTable
{
    const int SingleFeaturesShown = 5;

    /// <summary>The figures shown.</summary>
    internal static (string Heading, string Metric)[] Columns { get; } =
        [("MAE", "mae"), ("RMSE", "rmse"), ("R²", "r2"), ("Spearman", "spearman"), ("NDCG@3", "ndcg3"), ("regret@1", "regret1")];

    /// <summary>Writes a study to standard output.</summary>
    /// <param name="study">The study.</param>
    /// <param name="allFeatures">Whether every single feature is shown, not only the best.</param>
    public static void Write(AccuracyStudy study, bool allFeatures)
    {
        AccuracyReport headline = study.Headline;
        ImmutableArray<AccuracyReport> nearest = [.. study.Reports.Where(IsSingleFeature).OrderByDescending(r => r.Metrics.Ndcg3)];
        int shown = allFeatures ? nearest.Length : Math.Min(SingleFeaturesShown, nearest.Length);

        var table = new TextTable(["<" + study.Splitter.Title, .. Columns.Select(c => c.Heading)]);
        table.Add(Tone.Strong, [headline.Name, .. Figures(headline)]);
        table.Add(Tone.Faint, ["  95 % interval from", .. Ends(headline, i => i.Low)]);
        table.Add(Tone.Faint, ["  95 % interval to", .. Ends(headline, i => i.High)]);
        foreach (AccuracyReport report in study.Reports.Skip(1).Except(nearest).Where(r => !IsCeiling(r)).Concat(nearest[..shown]).Concat(study.Reports.Where(IsCeiling)))
            table.Add([NameOf(report), .. Figures(report)]);
        table.Write();
        Console.WriteLine();
        SettingTable.Write(study);
        foreach (Ablation ablation in study.Ablations)
            Console.WriteLine($"What {string.Join(", ", ablation.Families)} change{(ablation.Families.Length == 1 ? "s" : "")} (95 % interval): {string.Join("; ", Changes(ablation))}.");
        if (study.Seeds is { } seeds)
            Console.WriteLine($"Over {seeds.Seeds} seeds, mean (least to greatest): {string.Join("; ", OverSeeds(seeds))}.");
        if (nearest.Length > 0)
            Console.WriteLine("by ...: the nearest source by that one feature alone.");
        if (shown < nearest.Length)
            Console.WriteLine($"{Cells.Count(nearest.Length - shown, "further single feature ranks", "further single features rank")} worse; `accuracy --all` shows {(nearest.Length - shown == 1 ? "it" : "them")}.");
        if (headline.Metrics is { Coverage: { } coverage, Width: { } width })
            Console.WriteLine($"{Cells.Percent(study.Options.Level)} prediction intervals hold {coverage:0.000} of the scores{Within(headline, "coverage")}; mean width {width:0.000}.");
        if (!study.Options.Probes.IsEmpty)
            Console.WriteLine($"Told of each held-out target: its scores from {string.Join(", ", study.Options.Probes)}; all figures are of the other sources"
                + (study.QueriesWithoutProbe > 0 ? $", {Cells.Count(study.QueriesWithoutProbe, "ranking")} having no such score." : "."));
        Console.WriteLine($"{Cells.Count(headline.Rows, "pair")}, {Cells.Count(headline.Targets, "target language")}; 95 % intervals by bootstrap over targets (docs/evaluation.md).");
    }

    internal static bool IsSingleFeature(AccuracyReport report) => report.Name.StartsWith(SingleFeature.NamePrefix, StringComparison.Ordinal);

    internal static string NameOf(AccuracyReport report) => report.Name.Replace(SingleFeature.NamePrefix, "by ", StringComparison.Ordinal);

    internal static bool IsCeiling(AccuracyReport report) => report.Name == NoiseCeiling.Name || report.Name.EndsWith(AccuracyStudy.OnCeilingPairs, StringComparison.Ordinal);

    internal static IEnumerable<string> Figures(AccuracyReport report) => Columns.Select(c => Cells.Score(report.Metrics[c.Metric]));

    static IEnumerable<string> Changes(Ablation ablation) => Columns
        .Select(c => (c.Heading, Figure: ablation.Differences[AccuracyMetrics.IndexOf(c.Metric)])).Where(c => c.Figure is not null)
        .Select(c => $"{c.Heading} {c.Figure!.Value:+0.0000;-0.0000}" + (c.Figure.Interval is { } i ? $" ({i.Low:+0.0000;-0.0000} to {i.High:+0.0000;-0.0000})" : ""));

    static IEnumerable<string> OverSeeds(SeedSpread seeds) => Columns.Append((Heading: "coverage", Metric: "coverage"))
        .Select(c => (c.Heading, Figure: seeds.Figures[AccuracyMetrics.IndexOf(c.Metric)])).Where(c => c.Figure is not null)
        .Select(c => $"{c.Heading} {c.Figure!.Value.Mean:0.0000} ({c.Figure.Value.Least:0.0000} to {c.Figure.Value.Greatest:0.0000})");

    static IEnumerable<string> Ends(AccuracyReport report, Func<ConfidenceInterval, double> end) =>
        Columns.Select(c => Cells.Score(report.Intervals[AccuracyMetrics.IndexOf(c.Metric)] is { } interval ? end(interval) : null));

    static string Within(AccuracyReport report, string metric) =>
        report.Intervals[AccuracyMetrics.IndexOf(metric)] is { } i ? $" (95 % interval {Cells.Range(i.Low, i.High)})" : "";
}
