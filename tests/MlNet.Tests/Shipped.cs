using Microsoft.ML;
using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.MlNet.Data;
using TransferPredict.Training;

namespace TransferPredict.MlNet.Tests;

/// <summary>What the repository ships, read once for all tests.</summary>
public sealed class Shipped
{
    /// <summary>What tests of it need.</summary>
    public const string Model = "models/mini-xlmr/model.onnx", Predictor = "models/predictor/schema.json", Scores = "data/scores/pos.mini-xlmr.csv";

    static readonly Lazy<FeatureDataView> _features = new(() => new MLContext().TransferPrediction().LoadFeatures(new TrainingOptions { Model = "mini-xlmr", Task = "pos" }));

    public ProjectRoot Root { get; } = ProjectRoot.Find();

    public LanguageCatalog Languages { get; } = LanguageCatalog.LoadShipped();

    /// <summary>Part-of-speech scores of mini-xlmr with their features.</summary>
    public FeatureDataView Features => _features.Value;
}
