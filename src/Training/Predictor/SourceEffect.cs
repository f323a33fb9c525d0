namespace TransferPredict.Training.Predictor;

/// <summary>One source in one task and model.</summary>
/// <param name="MeanResidual">Mean over its targets of score minus the target's mean, in units of the score.</param>
/// <param name="Targets">Targets it was measured on.</param>
public sealed record SourceEffect(double MeanResidual, int Targets);
