using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;
using TransferPredict.MlNet.Data;

namespace TransferPredict.MlNet.Trainers;

/// <summary>ML.NET's LightGBM for regression on a column of features, which must be those of one schema.</summary>
public sealed class TransferLightGbmTrainer : IEstimator<RegressionPredictionTransformer<LightGbmRegressionModelParameters>>
{
    readonly LightGbmRegressionTrainer _trainer;
    readonly string _features;
    readonly string _label;

    internal TransferLightGbmTrainer(MLContext context, LightGbmRegressionTrainer.Options options, string schemaHash)
    {
        (_trainer, _features, _label, SchemaHash) = (context.Regression.Trainers.LightGbm(options), options.FeatureColumnName, options.LabelColumnName, schemaHash);
    }

    /// <summary>The hash that the column of features must carry.</summary>
    public string SchemaHash { get; }

    /// <summary>Grows the trees.</summary>
    /// <exception cref="ArgumentException">The view's features are of another schema.</exception>
    /// <exception cref="InvalidDataException">A row has no score.</exception>
    public RegressionPredictionTransformer<LightGbmRegressionModelParameters> Fit(IDataView input)
    {
        Data.SchemaHash.Require(input.Schema, _features, SchemaHash);
        KnownScores.Require(input, _label);
        return _trainer.Fit(input);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _trainer.GetOutputSchema(inputSchema);
}
