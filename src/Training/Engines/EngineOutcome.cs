namespace TransferPredict.Training.Engines;

/// <summary>What the main job did with an engine that was loaded.</summary>
/// <param name="Inputs">What it read.</param>
/// <param name="Study">How well the engine does on held-out targets, beside the baselines.</param>
/// <param name="File">The model that was saved.</param>
public sealed record EngineOutcome(TrainingInputs Inputs, AccuracyStudy Study, string File);
