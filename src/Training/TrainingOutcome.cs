using TransferPredict.Training.Predictor;

namespace TransferPredict.Training;

/// <summary>What the main job did.</summary>
/// <param name="Inputs">What it read.</param>
/// <param name="Study">How well the predictor does on held-out targets, beside the baselines.</param>
/// <param name="Predictor">The predictor, trained on all pairs; the caller disposes it.</param>
/// <param name="Folder">Where it was saved.</param>
public sealed record TrainingOutcome(TrainingInputs Inputs, AccuracyStudy Study, TransferPredictor Predictor, string Folder);
