using TransferPredict.Features;

namespace TransferPredict.Training.Predictor;

/// <summary>What one feature did to a prediction.</summary>
/// <param name="Feature">Name of the feature.</param>
/// <param name="Value">Its value; NaN where it is missing.</param>
/// <param name="Effect">What it adds to the prediction (TreeSHAP) less what it adds for the average source, in units of the score.</param>
/// <param name="Lower">Share of the target's other sources, in [0, 1], whose value is lower; 0 where there are none.</param>
/// <param name="Higher">Share of the target's other sources whose value is higher.</param>
/// <param name="Unknown">Share of the target's other sources without a value.</param>
public sealed record Reason(string Feature, double Value, double Effect, double Lower, double Higher, double Unknown = 0)
{
    /// <summary>The family, which the name begins with.</summary>
    public string Family => FeatureDefinition.FamilyOf(Feature);
}
