using System.Collections.Immutable;
using System.Globalization;
using TransferPredict.Training.Validation;
using TransferPredict.Training.Validation.Baselines;

namespace TransferPredict.Training.CommandLine;

/// <summary>How accuracy reports are shown: the predictor, the plain baselines, the best single features, the noise ceiling.</summary>
public static class AccuracyTable
{
    const int SingleFeaturesShown = 5;
    const string Signed = "+0.0000;-0.0000";

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
        {
            string families = $"{string.Join(", ", ablation.Families)} change{(ablation.Families.Length == 1 ? "s" : "")}";
            Console.WriteLine($"What {families} (95 % interval): {string.Join("; ", Changes(ablation))}.");
            if (ablation.Seeds is { } ofSeeds)
                Console.WriteLine($"What {families} over {ofSeeds.Seeds} seeds, mean (least to greatest): {string.Join("; ", OverSeeds(ofSeeds, Signed))}.");
        }
        if (study.Seeds is { } seeds)
            Console.WriteLine($"Over {seeds.Seeds} seeds, mean (least to greatest): {string.Join("; ", OverSeeds(seeds, "0.0000"))}.");
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
        .Select(c => $"{c.Heading} {Text(c.Figure!.Value, Signed)}" + (c.Figure.Interval is { } i ? $" ({Text(i.Low, Signed)} to {Text(i.High, Signed)})" : ""));

    static IEnumerable<string> OverSeeds(SeedSpread seeds, string format) => Columns.Append((Heading: "coverage", Metric: "coverage"))
        .Select(c => (c.Heading, Figure: seeds.Figures[AccuracyMetrics.IndexOf(c.Metric)])).Where(c => c.Figure is not null)
        .Select(c => $"{c.Heading} {Text(c.Figure!.Value.Mean, format)} ({Text(c.Figure.Value.Least, format)} to {Text(c.Figure.Value.Greatest, format)})");

    static string Text(double figure, string format) => figure.ToString(format, CultureInfo.InvariantCulture);

    static IEnumerable<string> Ends(AccuracyReport report, Func<ConfidenceInterval, double> end) =>
        Columns.Select(c => Cells.Score(report.Intervals[AccuracyMetrics.IndexOf(c.Metric)] is { } interval ? end(interval) : null));

    static string Within(AccuracyReport report, string metric) =>
        report.Intervals[AccuracyMetrics.IndexOf(metric)] is { } i ? $" (95 % interval {Cells.Range(i.Low, i.High)})" : "";
}
