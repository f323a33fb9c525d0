using Microsoft.ML;
using TransferPredict.MlNet.Trainers;
using TransferPredict.Training.FeatureTables;
using TransferPredict.Training.LightGbm;
using TransferPredict.Training.Validation;

namespace TransferPredict.MlNet.Engines;

/// <summary>ML.NET's LightGBM on the columns of the built-in engine's booster of scores.</summary>
/// <param name="parameters">LightGBM's parameters.</param>
public sealed class MlNetRegressor(LightGbmParameters parameters) : IRegressor
{
    /// <inheritdoc/>
    public string Name => "ML.NET LightGBM";

    /// <inheritdoc/>
    public IFittedRegressor Fit(TrainingRows rows, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        // A context a fit: several threads may fit at a time.
        return new Fitted(FittedTrees.Fit(new MLContext(parameters.Seed), FeatureTable.Of(rows), parameters));
    }

    sealed record Fitted(FittedTrees Trees) : IFittedRegressor
    {
        public double[] Predict(TrainingRows rows) => Trees.Predict(rows);
    }
}
