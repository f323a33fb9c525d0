using TransferPredict.Features.Tables;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.CommandLine;

/// <summary>A study as data, for --json and --csv.</summary>
public static class AccuracyData
{
    /// <summary>What JSON shall hold.</summary>
    public static object Json(AccuracyStudy study) => new
    {
        Split = study.Splitter.Title,
        study.Options.Level,
        study.Options.Probes,
        Pairs = study.Headline.Rows,
        study.Headline.Targets,
        Reports = Json(study.Reports),
        Settings = study.Settings.Select(s => new { s.Task, s.Metric, s.Model, Reports = Json(s.Reports) }),
    };

    static IEnumerable<object> Json(IEnumerable<AccuracyReport> reports) => reports.Select(report => new
    {
        report.Name,
        report.Rows,
        Figures = AccuracyMetrics.Names.Select((name, i) => (name, value: report.Metrics.Values[i], interval: report.Intervals[i]))
            .Where(f => f.value is not null)
            .ToDictionary(f => f.name, f => new { Value = f.value, Low = f.interval?.Low, High = f.interval?.High }),
    });

    /// <summary>The lines of CSV: one row a way to predict and figure; task, metric and model are empty where it is over all of them.</summary>
    public static IEnumerable<string> Csv(AccuracyStudy study) =>
    [
        "split,task,metric,model,name,rows,figure,value,low,high",
        .. study.Reports.SelectMany(r => Csv(study, r, ",,")),
        .. study.Settings.SelectMany(s => s.Reports.SelectMany(r => Csv(study, r, $"{s.Task},{s.Metric},{s.Model}"))),
    ];

    static IEnumerable<string> Csv(AccuracyStudy study, AccuracyReport report, string setting) =>
        AccuracyMetrics.Names.Select((name, i) => (name, value: report.Metrics.Values[i], interval: report.Intervals[i])).Where(f => f.value is not null)
            .Select(f => string.Join(',', CsvCell.Of(study.Splitter.Title), setting, CsvCell.Of(report.Name), report.Rows, f.name, CsvCell.Of(f.value!.Value),
                CsvCell.Of(f.interval?.Low ?? double.NaN), CsvCell.Of(f.interval?.High ?? double.NaN)));

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
