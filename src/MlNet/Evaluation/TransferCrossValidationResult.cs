using System.Collections.Immutable;
using Microsoft.ML.Data;
using TransferPredict.Training.Validation;

namespace TransferPredict.MlNet.Evaluation;

/// <summary>What an estimator predicts for rows that were held out.</summary>
/// <param name="Report">Our figures over all held-out rows, each with a 95 % interval by bootstrap over targets.</param>
/// <param name="Regression">ML.NET's figures over all held-out rows.</param>
/// <param name="Folds">ML.NET's figures of each fold.</param>
/// <param name="Predictions">The predictions, in the order of the view's rows, with the intervals that the other targets promise.</param>
public sealed record TransferCrossValidationResult(
    AccuracyReport Report, RegressionMetrics Regression, ImmutableArray<FoldMetrics> Folds, ImmutableArray<Prediction> Predictions)
{
    /// <summary>"model|task|metric" to how wide a 90 % interval of a new language is there.</summary>
    public ImmutableSortedDictionary<string, ConformalInterval> Intervals { get; } = ConformalInterval.BySetting(Predictions);
}
