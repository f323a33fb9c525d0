using Microsoft.ML;
using TransferPredict.Features;

namespace TransferPredict.MlNet;

/// <summary>What TransferPredict adds to ML.NET's context.</summary>
public static class TransferPredictionExtensions
{
    /// <summary>Loading of features, trainers, evaluation and ranking.</summary>
    /// <param name="context">The context.</param>
    /// <param name="repository">A clone of the repository; null to look for one above the current folder and above the program.</param>
    public static TransferPredictionCatalog TransferPrediction(this MLContext context, string? repository = null) =>
        new(context, new Lazy<ProjectRoot>(() => repository is null ? ProjectRoot.Find() : ProjectRoot.Find(repository)));
}
