using System.Collections.Immutable;
using TransferPredict.Training.CommandLine;
using TransferPredict.Training.LightGbm;
using TransferPredict.Training.Predictor;
using TransferPredict.Training.Validation;

namespace TransferPredict.MlNet.Pipelines;

/// <summary>How a <see cref="TransferPredictionEstimator"/> learns.</summary>
public sealed record TransferPredictionOptions
{
    /// <summary>LightGBM's parameters; the objective must be regression.</summary>
    public LightGbmParameters Parameters { get; init; } = LightGbmRegressor.DefaultParameters;

    /// <summary>The task of a view that has no column Task.</summary>
    public string Task { get; init; } = Defaults.Task;

    /// <summary>The metric of a view that has no column Metric.</summary>
    public string Metric { get; init; } = Defaults.Metric;

    /// <summary>"model|task|metric" to how wide an interval is there, from languages held out (CrossValidate tells): for every one of the rows that are learned from, or for none, and then an interval is [0, 1].</summary>
    public ImmutableSortedDictionary<string, ConformalInterval> Intervals { get; init; } = ImmutableSortedDictionary<string, ConformalInterval>.Empty;
}
