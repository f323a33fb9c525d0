using Microsoft.ML;
using Microsoft.ML.Trainers.LightGbm;
using TransferPredict.MlNet.Trainers;
using TransferPredict.Training.FeatureTables;
using TransferPredict.Training.LightGbm;
using TransferPredict.Training.Predictor;

namespace TransferPredict.MlNet;

/// <summary>Trainers on views of features, which refuse features of another schema than they were made for.</summary>
public sealed class TransferPredictionTrainers
{
    readonly MLContext _context;

    internal TransferPredictionTrainers(MLContext context) => _context = context;

    /// <summary>ML.NET's LightGBM with the parameters of the built-in engine.</summary>
    /// <param name="parameters">LightGBM's parameters; the built-in engine's when null.</param>
    /// <param name="schemaHash">Hash that the features must carry; that of this version's schema when null.</param>
    public TransferLightGbmTrainer LightGbm(LightGbmParameters? parameters = null, string? schemaHash = null) =>
        LightGbm(LightGbmOptions.Of(parameters ?? LightGbmRegressor.DefaultParameters), schemaHash);

    /// <summary>ML.NET's LightGBM.</summary>
    /// <param name="options">Its options; <see cref="LightGbmOptions.Of"/> makes those of the built-in engine, to be changed.</param>
    /// <param name="schemaHash">Hash that the features must carry; that of this version's schema when null.</param>
    public TransferLightGbmTrainer LightGbm(LightGbmRegressionTrainer.Options options, string? schemaHash = null) =>
        new(_context, options, schemaHash ?? TableSchema.Current.Hash);
}
