using Microsoft.ML;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Tables;
using TransferPredict.MlNet.Data;
using TransferPredict.MlNet.Pipelines;
using TransferPredict.Training.Engines;
using TransferPredict.Training.FeatureTables;
using TransferPredict.Training.LightGbm;
using TransferPredict.Training.Validation;

namespace TransferPredict.MlNet.Engines;

/// <summary>The engine that <c>src/Training --engine mlnet</c> loads: its model is a .zip of ML.NET, from names to scores.</summary>
public sealed class MlNetEngine : ITrainingEngine
{
    /// <summary>The file that it saves in the folder of a model.</summary>
    public const string ModelFile = "model.zip";

    /// <inheritdoc/>
    public string Name => "ML.NET LightGBM";

    /// <inheritdoc/>
    public IRegressor Regressor(LightGbmParameters parameters) => new MlNetRegressor(parameters);

    /// <inheritdoc/>
    public string Save(string folder, EngineWork work, CancellationToken cancellation)
    {
        var context = new MLContext(work.Parameters.Seed);
        LanguageCatalog languages = LanguageCatalog.LoadShipped(work.Root);
        FeatureTable table = FeatureTable.Of(work.Rows);
        var estimator = new TransferPredictionEstimator(
            context, languages, PairFeatures.Around(work.Root, languages, table), new TransferPredictionOptions { Parameters = work.Parameters, Intervals = work.Intervals });
        using NamedPairTransformer model = estimator.Fit(table);
        cancellation.ThrowIfCancellationRequested();
        string file = Path.Combine(folder, ModelFile);
        WholeFile.Write(file, stream => context.Model.Save(model, model.InputSchema, stream));
        return file;
    }
}
