namespace TransferPredict.Training.LightGbm;

/// <summary>What a booster minimises.</summary>
public enum LightGbmObjective
{
    /// <summary>Squared error; predictions are means.</summary>
    Regression,

    /// <summary>Absolute error; predictions are medians.</summary>
    Mae,

    /// <summary>Squared error up to <see cref="LightGbmParameters.HuberDelta"/>, absolute error beyond it.</summary>
    Huber,

    /// <summary>
    /// LambdaRank on NDCG: labels are whole relevance grades from 0 to 30, rows come in groups (queries), and predictions
    /// order the rows of one group.
    /// </summary>
    LambdaRank,
}
