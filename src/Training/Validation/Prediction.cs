namespace TransferPredict.Training.Validation;

/// <summary>A held-out row with what was predicted for it.</summary>
/// <param name="Query">The sources of one target, task, metric and model compete: "model|task|metric|target".</param>
/// <param name="Target">ISO 639-3 group of the target: what the bootstrap resamples and calibration weighs.</param>
/// <param name="Source">Code of the source.</param>
/// <param name="Actual">The measured score, in [0, 1].</param>
/// <param name="Predicted">The predicted score, or any finite number that orders sources where <see cref="RanksOnly"/>.</param>
/// <param name="Lower">Lower end of the interval; null without one.</param>
/// <param name="Upper">Upper end of the interval; null without one.</param>
/// <param name="RanksOnly">Whether the prediction orders sources but is no score: errors and intervals are undefined.</param>
/// <param name="Fold">Name of the fold that held it out; empty where it is not known.</param>
public readonly record struct Prediction(
    string Query, string Target, string Source, double Actual, double Predicted, double? Lower = null, double? Upper = null, bool RanksOnly = false, string Fold = "")
{
    /// <summary>Model, task and metric: "model|task|metric".</summary>
    public string Setting => Query[..Query.LastIndexOf('|')];

    /// <summary>Task and metric, whatever the model: "task|metric".</summary>
    public string TaskAndMetric => Setting[(Setting.IndexOf('|') + 1)..];

    /// <summary>Whether all predictions of a model, task and metric lie in one named fold: its model was held out.</summary>
    public static bool IsHeldOutWhole(IEnumerable<Prediction> setting) => setting.Select(p => p.Fold).Distinct().Take(2).ToArray() is [{ Length: > 0 }];

    /// <summary>The absolute error, in units of the score.</summary>
    public double AbsoluteResidual => Math.Abs(Actual - Predicted);
}
