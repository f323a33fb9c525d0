using TransferPredict.Training.LightGbm;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Predictor;

/// <summary>Gradient-boosted trees on the schema's features and on what the training pairs tell of each source.</summary>
/// <param name="parameters">LightGBM's parameters.</param>
public sealed class LightGbmRegressor(LightGbmParameters parameters) : IRegressor
{
    /// <summary>Parameters that serve tables of some thousand rows well (docs/decisions.md says how they were chosen).</summary>
    public static LightGbmParameters DefaultParameters { get; } = new()
    {
        Iterations = 250,
        LearningRate = 0.05,
        Leaves = 15,
        MinDataInLeaf = 30,
        LambdaL2 = 1,
        FeatureFraction = 0.5,
        BaggingFraction = 0.7,
        BaggingFrequency = 1,
        MaxBin = 63,
    };

    /// <inheritdoc/>
    public string Name => "LightGBM";

    /// <summary>LightGBM's parameters.</summary>
    public LightGbmParameters Parameters => parameters;

    /// <summary>Grows the trees on all rows given.</summary>
    public FittedLightGbm Train(TrainingRows rows, CancellationToken cancellation = default)
    {
        SourceEffects effects = SourceEffects.Fit(rows);
        float[] matrix = FittedLightGbm.WithEffects(rows, effects);
        int columns = rows.FeatureNames.Length + SourceEffects.Names.Length;
        using LightGbmDataset dataset = LightGbmDataset.Create(
            new LightGbmMatrix(matrix, rows.Count, columns), [.. rows.Scores.Select(s => (float)s)],
            [.. rows.FeatureNames, .. SourceEffects.Names], parameters);
        return new FittedLightGbm(LightGbmBooster.Train(dataset, parameters, cancellation), effects);
    }

    /// <inheritdoc/>
    public IFittedRegressor Fit(TrainingRows rows, CancellationToken cancellation = default) => Train(rows, cancellation);
}
