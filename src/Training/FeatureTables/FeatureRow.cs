namespace TransferPredict.Training.FeatureTables;

/// <summary>A measured pair with its features.</summary>
/// <param name="Task">The task.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Model">Name of the multilingual model.</param>
/// <param name="Source">Code of the language it is fine-tuned on.</param>
/// <param name="Target">Code of the language it then serves.</param>
/// <param name="Score">The measured zero-shot score, in [0, 1]; NaN where there is none.</param>
/// <param name="Weight">What the row counts in training, 0 or more.</param>
/// <param name="Features">One value a feature, in the order of the table's schema; NaN where it is missing.</param>
public readonly record struct FeatureRow(
    string Task, string Metric, string Model, string Source, string Target, double Score, float Weight, ReadOnlyMemory<float> Features);
