namespace TransferPredict.Training.LightGbm;

/// <summary>How the importance of a feature is counted; the values are LightGBM's.</summary>
public enum LightGbmImportance
{
    /// <summary>The number of splits that use the feature.</summary>
    Split = 0,

    /// <summary>The sum of the gains (loss reductions) of the splits that use the feature.</summary>
    Gain = 1,
}
