using TransferPredict.Training.Validation;

namespace TransferPredict.Evaluate.Report;

/// <summary>Numbers as the page's JSON holds them: short.</summary>
static class Compact
{
    const int ScoreUnits = 100_000, PredictionUnits = 10_000_000, EffectUnits = 10_000, Digits = 4;

    /// <summary>A score in units of 0.00001.</summary>
    public static int Score(double score) => (int)Math.Round(score * ScoreUnits);

    /// <summary>A predicted score in units of 0.0000001: finer than what tells two sources apart.</summary>
    public static int Prediction(double score) => (int)Math.Round(score * PredictionUnits);

    /// <summary>What a feature adds to a score, in units of 0.0001.</summary>
    public static int Effect(double effect) => (int)Math.Round(effect * EffectUnits);

    /// <summary>Any number with four significant digits.</summary>
    public static double Measure(double value) => double.IsFinite(value) && value != 0
        ? double.Parse(value.ToString($"G{Digits}", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture) : value;

    /// <summary>A figure and the ends of its interval, null where there is none.</summary>
    public static double?[]? Figure(double? value, ConfidenceInterval? interval) => value is { } v ? [Round(v), Round(interval?.Low), Round(interval?.High)] : null;

    /// <inheritdoc cref="Figure(double?, ConfidenceInterval?)"/>
    public static double?[]? Figure(Figure? figure) => Figure(figure?.Value, figure?.Interval);

    static double? Round(double? value) => value is { } v ? Math.Round(v, 6) : null;
}
