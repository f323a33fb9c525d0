using TransferPredict.Features.Tables;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.CommandLine;

/// <summary>A study as data, for --json and --csv.</summary>
public static class AccuracyData
{
    /// <summary>What JSON shall hold.</summary>
    public static object Json(AccuracyStudy study) => new
    {
        Split = study.Splitter.Name,
        Pairs = study.Headline.Rows,
        study.Headline.Targets,
        Reports = study.Reports.Select(report => new
        {
            report.Name,
            report.Rows,
            Figures = AccuracyMetrics.Names.Select((name, i) => (name, value: report.Metrics.Values[i], interval: report.Intervals[i]))
                .Where(f => f.value is not null)
                .ToDictionary(f => f.name, f => new { Value = f.value, Low = f.interval?.Low, High = f.interval?.High }),
        }),
    };

    /// <summary>The lines of CSV: one row a way to predict and figure.</summary>
    public static IEnumerable<string> Csv(AccuracyStudy study)
    {
        yield return "split,name,rows,figure,value,low,high";
        foreach (AccuracyReport report in study.Reports)
            foreach ((string name, int i) in AccuracyMetrics.Names.Select((name, i) => (name, i)))
                if (report.Metrics.Values[i] is { } value)
                    yield return string.Join(',', CsvCell.Of(study.Splitter.Name), CsvCell.Of(report.Name), report.Rows, name, CsvCell.Of(value),
                        CsvCell.Of(report.Intervals[i]?.Low ?? double.NaN), CsvCell.Of(report.Intervals[i]?.High ?? double.NaN));
    }
}
