using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;
using TransferPredict.Features.Numerics;
using TransferPredict.MlNet.Data;
using TransferPredict.Training.FeatureTables;
using TransferPredict.Training.LightGbm;
using TransferPredict.Training.Predictor;
using TransferPredict.Training.Scores;
using TransferPredict.Training.Validation;

namespace TransferPredict.MlNet.Trainers;

/// <summary>
/// ML.NET's trees on the columns that the built-in engine's booster of scores has: the table's features and those learned from training
/// rows. They score in standard deviations from the mean of the model, task and metric.
/// </summary>
/// <param name="Trees">The trees: features in, score out.</param>
/// <param name="Learned">What was learned from the training rows.</param>
sealed record FittedTrees(RegressionPredictionTransformer<LightGbmRegressionModelParameters> Trees, LearnedFeatures Learned)
{
    /// <summary>Grows the trees, with the same share of sources forgotten as the built-in engine has.</summary>
    /// <param name="context">The context.</param>
    /// <param name="table">Measured pairs.</param>
    /// <param name="parameters">LightGBM's parameters.</param>
    public static FittedTrees Fit(MLContext context, FeatureTable table, LightGbmParameters parameters)
    {
        LearnedFeatures learned = LearnedFeatures.Fit(table.Rows);
        float[] values = learned.Matrix(table.Rows, LightGbmRegressor.Forgetting(parameters.Seed));
        var standardised = new StandardisedRows(table, TableSchema.Of([.. table.Schema.Names, .. LearnedFeatures.Names]), values, learned.Scales);
        if (table.Rows.Count < 2 * parameters.MinDataInLeaf)
            parameters = parameters with { BaggingFraction = 1 }; // as the built-in engine does
        return new FittedTrees(context.Regression.Trainers.LightGbm(LightGbmOptions.Of(parameters)).Fit(View(standardised)), learned);
    }

    /// <summary>Predicted scores, one a row, in [0, 1].</summary>
    public double[] Predict(TrainingRows rows)
    {
        FeatureTable table = FeatureTable.Of(rows with
        {
            FeatureNames = [.. rows.FeatureNames, .. LearnedFeatures.Names],
            Features = Learned.Matrix(rows),
        });
        float[] scores = FeatureViews.Numbers(Trees.Transform(View(table)), ColumnNames.Score);
        return [.. scores.Select((score, i) => ScoreRange.Into(Learned.Scales.Of(rows.Groups[i].Setting).Score(score)))];
    }

    static FeatureDataView View(IFeatureRows table) => new(table, new FeatureViewOptions { Folds = 0 });
}
