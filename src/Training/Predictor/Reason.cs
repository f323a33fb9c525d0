using TransferPredict.Features;

namespace TransferPredict.Training.Predictor;

/// <summary>What one feature did to a prediction.</summary>
/// <param name="Feature">Name of the feature.</param>
/// <param name="Value">Its value; NaN where it is missing.</param>
/// <param name="Effect">What it adds to the prediction (TreeSHAP) less what it adds for the average source, in units of the score.</param>
public sealed record Reason(string Feature, double Value, double Effect)
{
    /// <summary>The family, which the name begins with.</summary>
    public string Family => FeatureDefinition.FamilyOf(Feature);
}
