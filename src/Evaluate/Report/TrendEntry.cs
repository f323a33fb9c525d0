namespace TransferPredict.Evaluate.Report;

/// <summary>One measure of alignment through the layers of a model.</summary>
/// <param name="Measure">Its name, as layers.csv has it.</param>
/// <param name="Layers">The mean in each layer, from 0, with its interval.</param>
sealed record TrendEntry(string Measure, double?[][] Layers);
