namespace TransferPredict.Training.Findings;

/// <summary>Whose a feature is.</summary>
public enum FeatureSide
{
    /// <summary>Of the two languages together: it can order the sources of a target.</summary>
    Pair,

    /// <summary>Of the source alone.</summary>
    Source,

    /// <summary>Of the target alone: the same for all its sources.</summary>
    Target,
}
