namespace TransferPredict.MlNet.Pipelines;

/// <summary>The predicted zero-shot score of a pair: the output of a PredictionEngine.</summary>
public sealed class TransferScore
{
    /// <summary>The prediction, in [0, 1]; NaN for a pair, task or model that the model does not know.</summary>
    public float Score { get; set; }

    /// <summary>Lower end of the 90 % interval, in [0, 1]; NaN where the score is.</summary>
    public float Lower { get; set; }

    /// <summary>Upper end of the 90 % interval, in [0, 1]; NaN where the score is.</summary>
    public float Upper { get; set; }
}
