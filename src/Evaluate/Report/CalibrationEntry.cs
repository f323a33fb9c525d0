using System.Collections.Immutable;
using TransferPredict.Training.Validation;

namespace TransferPredict.Evaluate.Report;

/// <summary>What intervals that promise a level hold on held-out targets.</summary>
/// <param name="Level">The promised coverage.</param>
/// <param name="Coverage">The share of scores within their interval, with its own interval.</param>
/// <param name="Width">Mean width of the intervals.</param>
sealed record CalibrationEntry(double Level, double?[]? Coverage, double? Width)
{
    /// <summary>The levels that are judged.</summary>
    public static ImmutableArray<double> Levels { get; } = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95];

    /// <summary>Judges a level: every target's interval comes from the other targets' errors.</summary>
    /// <param name="predictions">Held-out predictions of one setting.</param>
    /// <param name="level">The coverage to promise.</param>
    public static CalibrationEntry Of(IReadOnlyList<Prediction> predictions, double level)
    {
        AccuracyReport report = AccuracyReport.Of("", ConformalInterval.Across(predictions, level), ReportOptions.Seed);
        return new CalibrationEntry(
            level, Compact.Figure(report.Metrics.Coverage, report.Intervals[AccuracyMetrics.IndexOf("coverage")]), report.Metrics.Width is { } width ? Math.Round(width, 6) : null);
    }
}
