namespace TransferPredict.Evaluate;

/// <summary>What to rank for.</summary>
/// <param name="Model">Name of the multilingual model.</param>
/// <param name="Task">The task.</param>
/// <param name="Metric">The metric; null for the first that the predictor learned.</param>
/// <param name="Predictor">Folder of the predictor; null for models/predictor.</param>
/// <param name="Text">The target's own text; null for what tables have of it.</param>
sealed record RankingRequest(string Model, string Task, string? Metric, string? Predictor, RankingText? Text = null);
