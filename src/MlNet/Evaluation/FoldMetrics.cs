using Microsoft.ML.Data;

namespace TransferPredict.MlNet.Evaluation;

/// <summary>ML.NET's figures of one fold.</summary>
/// <param name="Name">What was held out: a language, a family, a model, or the number of a part.</param>
/// <param name="Rows">Rows that were held out.</param>
/// <param name="Regression">The figures.</param>
public sealed record FoldMetrics(string Name, int Rows, RegressionMetrics Regression);
