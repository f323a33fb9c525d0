using TransferPredict.Training;
using TransferPredict.Training.Validation;

namespace TransferPredict.Evaluate.Report;

/// <summary>The figures of one way to predict, by name: value and ends of the 95 % interval.</summary>
/// <param name="Name">What predicts, or which families of features make the difference.</param>
/// <param name="Rows">Pairs judged.</param>
/// <param name="Figures">In the order of <see cref="AccuracyMetrics.Names"/>; null where one is undefined.</param>
sealed record FiguresEntry(string Name, int Rows, double?[]?[] Figures)
{
    public static FiguresEntry Of(AccuracyReport report) =>
        new(report.Name, report.Rows, [.. report.Metrics.Values.Zip(report.Intervals).Select(f => Compact.Figure(f.First, f.Second))]);

    public static FiguresEntry Of(Ablation ablation, string setting, int rows) =>
        new(string.Join(", ", ablation.Families), rows, [.. ablation.Settings[setting].Select(Compact.Figure)]);
}
