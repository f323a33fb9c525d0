namespace TransferPredict.Training.Predictor;

/// <summary>Where the scores of one model, task and metric lie: what is an error of a tenth in one is a trifle in another.</summary>
/// <param name="Mean">The mean training score, in [0, 1].</param>
/// <param name="Deviation">The standard deviation of the training scores, above 0.</param>
public sealed record SettingScale(double Mean, double Deviation)
{
    /// <summary>A score in standard deviations from the mean.</summary>
    public double Standardise(double score) => (score - Mean) / Deviation;

    /// <summary>The score that lies so many standard deviations from the mean.</summary>
    public double Score(double standardised) => Mean + Deviation * standardised;
}
