using System.Collections.Immutable;
using TransferPredict.Training.LightGbm;
using TransferPredict.Training.Predictor;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Findings;

/// <summary>Held-out predictions of one setting with and without families of features, all in the same folds of whole targets.</summary>
/// <param name="Setting">"model|task|metric".</param>
/// <param name="Predictions">Name of the variant to a prediction for each row, in the order of rows.</param>
/// <param name="Seed">Seed of the bootstrap.</param>
public sealed record FamilyAblation(string Setting, ImmutableDictionary<string, ImmutableArray<Prediction>> Predictions, int Seed)
{
    /// <summary>Trains every variant in every fold.</summary>
    /// <param name="rows">Rows of one setting.</param>
    /// <param name="variants">The variants.</param>
    /// <param name="parameters">LightGBM's parameters.</param>
    /// <param name="splitter">Folds of whole targets.</param>
    /// <param name="threads">Folds at a time; the result does not depend on it.</param>
    /// <param name="done">Told the number of variants done.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="InvalidDataException">There are fewer than two targets to hold out.</exception>
    public static FamilyAblation Run(
        TrainingRows rows, IEnumerable<FamilyVariant> variants, LightGbmParameters parameters, Splitter splitter, int threads, Action<int>? done = null,
        CancellationToken cancellation = default)
    {
        ImmutableDictionary<string, ImmutableArray<Prediction>>.Builder predictions = ImmutableDictionary.CreateBuilder<string, ImmutableArray<Prediction>>();
        foreach (FamilyVariant variant in variants)
        {
            var regressor = new LightGbmRegressor(parameters with { Seed = parameters.Seed + variant.SeedStep });
            predictions.Add(variant.Name, CrossValidation.Run(
                new ChosenFeatures(regressor, variant.Keeps), rows, splitter, threads, cancellation: cancellation));
            done?.Invoke(predictions.Count);
        }
        return new FamilyAblation(rows.Groups[0].Setting, predictions.ToImmutable(), parameters.Seed);
    }

    /// <summary>The figures of one variant.</summary>
    public AccuracyReport Report(string variant) => AccuracyReport.Of(variant, Predictions[variant], Seed);

    /// <summary>The figures of one variant less those of another, with intervals over the same drawn targets; null where one is undefined.</summary>
    /// <param name="first">A variant.</param>
    /// <param name="second">Another.</param>
    /// <returns>In the order of <see cref="AccuracyMetrics.Names"/>.</returns>
    public ImmutableArray<Figure?> Difference(string first, string second) => Figure.Differences(Predictions[first], Predictions[second], Seed);
}
