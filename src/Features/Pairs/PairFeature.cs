using TransferPredict.Features.Languages;

namespace TransferPredict.Features.Pairs;

/// <summary>A feature's definition together with how it is computed, so that neither can drift from the other.</summary>
/// <param name="Definition">What it is.</param>
/// <param name="Value">Source and target to value; NaN where the pair has none.</param>
public sealed record PairFeature(FeatureDefinition Definition, Func<LanguageProfile, LanguageProfile, double> Value);
