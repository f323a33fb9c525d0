using System.Collections.Immutable;
using TransferPredict.Features.Tables;
using TransferPredict.Training.Probing;
using TransferPredict.Training.Sets;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.CommandLine;

/// <summary>A study as data, for --json and --csv.</summary>
public static class AccuracyData
{
    /// <summary>What JSON shall hold.</summary>
    /// <param name="study">The study.</param>
    /// <param name="ties">What is known of ties; null where it was not asked.</param>
    /// <param name="unions">What is known of unions; null where it was not asked.</param>
    public static object Json(AccuracyStudy study, TieStudy? ties = null, UnionStudy? unions = null) => new
    {
        Split = study.Splitter.Title,
        study.Options.Level,
        study.Options.Probes,
        Pairs = study.Headline.Rows,
        study.Headline.Targets,
        Reports = Json(study.Reports),
        Settings = study.Settings.Select(s => new { s.Task, s.Metric, s.Model, Reports = Json(s.Reports) }),
        Changes = study.Ablations.Select(a => new { a.Families, Figures = Json(a.Differences.Select(f => (f?.Value, f?.Interval))), Seeds = Json(a.Seeds) }),
        Seeds = Json(study.Seeds),
        Ties = ties is null ? null : new { Held = Json((ties.Held.Value, ties.Held.Interval)), ties.Tied, ties.Sources, ties.Queries },
        Unions = unions is null ? null : new { Reports = Json(unions.Reports), unions.LeftOut },
    };

    // The least and the greatest stand where other figures have their interval.
    static (double?, ConfidenceInterval?) OverSeeds((double Mean, double Least, double Greatest)? figure) =>
        figure is { } f ? (f.Mean, new ConfidenceInterval(f.Least, f.Greatest)) : (null, null);

    static object? Json(SeedSpread? seeds) => seeds is null ? null : new { Count = seeds.Seeds, Figures = Json(seeds.Figures.Select(OverSeeds)) };

    static IEnumerable<object> Json(IEnumerable<AccuracyReport> reports) =>
        reports.Select(report => new { report.Name, report.Rows, Figures = Json(report.Metrics.Values.Zip(report.Intervals)) });

    static Dictionary<string, object> Json(IEnumerable<(double? Value, ConfidenceInterval? Interval)> figures) =>
        AccuracyMetrics.Names.Zip(figures).Where(f => f.Second.Value is not null).ToDictionary(f => f.First, f => Json(f.Second));

    static object Json((double? Value, ConfidenceInterval? Interval) figure) => new { figure.Value, Low = figure.Interval?.Low, High = figure.Interval?.High };

    /// <summary>The lines of CSV: one row a way to predict and figure; task, metric and model are empty where it is over all of them.</summary>
    /// <inheritdoc cref="Json(AccuracyStudy, TieStudy?, UnionStudy?)"/>
    public static IEnumerable<string> Csv(AccuracyStudy study, TieStudy? ties = null, UnionStudy? unions = null) =>
    [
        "split,task,metric,model,name,rows,figure,value,low,high",
        .. study.Reports.SelectMany(r => Csv(study, r, ",,")),
        .. study.Settings.SelectMany(s => s.Reports.SelectMany(r => Csv(study, r, $"{s.Task},{s.Metric},{s.Model}"))),
        .. study.Ablations.SelectMany(a => Csv(study, ",,", ChangeBy(a), study.Headline.Rows, a.Differences.Select(f => (f?.Value, f?.Interval)))
            .Concat(Csv(study, ChangeBy(a), a.Seeds))),
        .. Csv(study, study.Headline.Name, study.Seeds),
        .. ties is null ? [] : Csv(study, ties),
        .. unions is null ? [] : unions.Reports.SelectMany(r => Csv(study, r with { Name = $"unions: {r.Name}" }, ",,"))
            .Append(Csv(study, ",,", "unions", unions.Reports.IsEmpty ? 0 : unions.Reports[0].Rows, "left_out", unions.LeftOut, null)),
    ];

    static string ChangeBy(Ablation ablation) => $"change by {string.Join(", ", ablation.Families)}";

    static IEnumerable<string> Csv(AccuracyStudy study, string name, SeedSpread? seeds) =>
        seeds is null ? [] : Csv(study, ",,", $"{name} over {seeds.Seeds} seeds", study.Headline.Rows, seeds.Figures.Select(OverSeeds));

    static IEnumerable<string> Csv(AccuracyStudy study, TieStudy ties)
    {
        (string, double, ConfidenceInterval?)[] figures = [("held", ties.Held.Value, ties.Held.Interval), ("tied", ties.Tied, null), ("sources", ties.Sources, null)];
        return figures.Select(f => Csv(study, ",,", "tied sources", ties.Queries, f.Item1, f.Item2, f.Item3));
    }

    static IEnumerable<string> Csv(AccuracyStudy study, AccuracyReport report, string setting) =>
        Csv(study, setting, report.Name, report.Rows, report.Metrics.Values.Zip(report.Intervals));

    static IEnumerable<string> Csv(AccuracyStudy study, string setting, string name, int rows, IEnumerable<(double? Value, ConfidenceInterval? Interval)> figures) =>
        AccuracyMetrics.Names.Zip(figures).Where(f => f.Second.Value is not null).Select(f => Csv(study, setting, name, rows, f.First, f.Second.Value!.Value, f.Second.Interval));

    static string Csv(AccuracyStudy study, string setting, string name, int rows, string figure, double value, ConfidenceInterval? interval) => string.Join(',',
        CsvCell.Of(study.Splitter.Title), setting, CsvCell.Of(name), rows, figure, CsvCell.Of(value), CsvCell.Of(interval?.Low ?? double.NaN), CsvCell.Of(interval?.High ?? double.NaN));

    /// <summary>The lines of the predictions file: one row a held-out pair, in the order of the table.</summary>
    /// <param name="study">The study.</param>
    /// <returns>A last column tells the metric where a task and model have several.</returns>
    public static IEnumerable<string> Predictions(AccuracyStudy study)
    {
        PairGroups[] groups = study.Rows.Groups;
        bool severalMetrics = groups.Select(g => g.Setting).Distinct().Count() > groups.Select(g => (g.Task, g.Model)).Distinct().Count();
        yield return "task,model,source,target,score,predicted,lower,upper,split,fold" + (severalMetrics ? ",metric" : "");
        foreach ((Prediction p, int i) in study.Predictions.Select((p, i) => (p, i)))
            yield return string.Join(',', groups[i].Task, groups[i].Model, p.Source, study.Rows.Targets[i], CsvCell.Of(p.Actual), CsvCell.Of(p.Predicted),
                CsvCell.Of(p.Lower ?? double.NaN), CsvCell.Of(p.Upper ?? double.NaN), study.Splitter.Name, CsvCell.Of(p.Fold)) + (severalMetrics ? "," + groups[i].Metric : "");
    }
}
