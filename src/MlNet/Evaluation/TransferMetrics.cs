using Microsoft.ML.Data;
using TransferPredict.Training.Validation;

namespace TransferPredict.MlNet.Evaluation;

/// <summary>How good predictions are: our figures beside ML.NET's.</summary>
/// <param name="Report">Our figures, errors and rankings, each with a 95 % interval by bootstrap over targets.</param>
/// <param name="Regression">ML.NET's figures over all rows.</param>
public sealed record TransferMetrics(AccuracyReport Report, RegressionMetrics Regression);
