using Microsoft.ML.Trainers.LightGbm;
using TransferPredict.MlNet.Data;
using TransferPredict.Training.LightGbm;

namespace TransferPredict.MlNet.Trainers;

/// <summary>
/// Options of ML.NET's LightGBM that say what our own parameters say. ML.NET leaves leaves, rows a leaf and learning rate to the size of
/// the data when they are null, and has a threshold of its own for the weight of a leaf; here all of them are told. One thing cannot be: ML.NET has no option for LightGBM's
/// feature_pre_filter, which the built-in engine turns off; under ML.NET, LightGBM drops features that no split could use before it draws a share of them.
/// </summary>
public static class LightGbmOptions
{
    const double LeafWeight = 1e-3; // LightGBM's own default, min_sum_hessian_in_leaf; ML.NET's is 0.1

    /// <summary>Options for squared error.</summary>
    /// <param name="parameters">Our parameters; the objective must be <see cref="LightGbmObjective.Regression"/>, and nothing constrained.</param>
    /// <param name="weight">Name of the column of weights; null for none.</param>
    /// <exception cref="ArgumentException">ML.NET's regression cannot do what the parameters ask for.</exception>
    public static LightGbmRegressionTrainer.Options Of(LightGbmParameters parameters, string? weight = ColumnNames.Weight)
    {
        if (parameters.Objective != LightGbmObjective.Regression || parameters.MonotoneConstraints.Count > 0)
            throw new ArgumentException(
                $"The objective is {parameters.Objective}, with {parameters.MonotoneConstraints.Count} monotone constraints; expected {LightGbmObjective.Regression} without any.", nameof(parameters));
        return new LightGbmRegressionTrainer.Options
        {
            LabelColumnName = ColumnNames.Label,
            FeatureColumnName = ColumnNames.Features,
            ExampleWeightColumnName = weight,
            NumberOfIterations = parameters.Iterations,
            LearningRate = parameters.LearningRate,
            NumberOfLeaves = parameters.Leaves,
            MinimumExampleCountPerLeaf = parameters.MinDataInLeaf,
            MaximumBinCountPerFeature = parameters.MaxBin,
            UseCategoricalSplit = false,
            HandleMissingValue = true,
            UseZeroAsMissingValue = false,
            Seed = parameters.Seed,
            Deterministic = true,
            ForceRowWise = true,
            NumberOfThreads = 1,
            Booster = new GradientBooster.Options
            {
                L2Regularization = parameters.LambdaL2,
                L1Regularization = 0,
                MinimumChildWeight = LeafWeight,
                FeatureFraction = parameters.FeatureFraction,
                SubsampleFraction = parameters.BaggingFraction,
                SubsampleFrequency = parameters.BaggingFrequency,
            },
        };
    }
}
