using TransferPredict.Training;
using TransferPredict.Training.Validation;
using TransferPredict.Training.Validation.Baselines;

namespace TransferPredict.Evaluate.Report;

/// <summary>The figures of one way to predict, by name: value and ends of the 95 % interval.</summary>
/// <param name="Name">What predicts, a single feature by its own name, or which families of features make the difference.</param>
/// <param name="Kind">What kind of figures they are.</param>
/// <param name="Rows">Pairs judged.</param>
/// <param name="Figures">In the order of <see cref="AccuracyMetrics.Names"/>; null where one is undefined.</param>
sealed record FiguresEntry(string Name, FiguresKind Kind, int Rows, double?[]?[] Figures)
{
    /// <summary>The figures of a way to predict.</summary>
    /// <param name="report">A report of a study.</param>
    /// <param name="predictor">Name of the predictor whose study it is.</param>
    public static FiguresEntry Of(AccuracyReport report, string predictor) => KindOf(report.Name, predictor) is var kind && kind == FiguresKind.SingleFeature
        ? Of(report, report.Name[SingleFeature.NamePrefix.Length..], kind) : Of(report, report.Name, kind);

    /// <summary>What a family of features adds.</summary>
    public static FiguresEntry Of(Ablation ablation, string setting, int rows) =>
        new(string.Join(", ", ablation.Families), FiguresKind.Family, rows, [.. ablation.Settings[setting].Select(Compact.Figure)]);

    static FiguresEntry Of(AccuracyReport report, string name, FiguresKind kind) =>
        new(name, kind, report.Rows, [.. report.Metrics.Values.Zip(report.Intervals).Select(f => Compact.Figure(f.First, f.Second))]);

    static FiguresKind KindOf(string name, string predictor) => name == predictor ? FiguresKind.Predictor
        : name == NoiseCeiling.Name || name == predictor + AccuracyStudy.OnCeilingPairs ? FiguresKind.Ceiling
        : name.StartsWith($"{predictor} without ", StringComparison.Ordinal) ? FiguresKind.Ablated
        : name.StartsWith(SingleFeature.NamePrefix, StringComparison.Ordinal) ? FiguresKind.SingleFeature : FiguresKind.Baseline;
}
