namespace TransferPredict.Training.Scores;

/// <summary>Whether zero-shot scores of a task stand out from what no transfer would score.</summary>
public enum Measurability
{
    /// <summary>The baselines or the noise were not measured.</summary>
    Unknown,

    /// <summary>The mean score is not above the better baseline by enough.</summary>
    NotMeasurable,

    /// <summary>The mean score is above the better baseline by enough.</summary>
    Measurable,
}
