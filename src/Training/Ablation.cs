using System.Collections.Immutable;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training;

/// <summary>What families of features are worth to a predictor: it is trained without them in the same folds.</summary>
/// <param name="Families">The families left out, as names begin: esd, ww.</param>
/// <param name="Differences">
/// The predictor's figures less those without the families, with intervals over the same drawn targets (paired bootstrap), in the order of
/// <see cref="AccuracyMetrics.Names"/>; null where one is undefined.
/// </param>
public sealed record Ablation(ImmutableArray<string> Families, ImmutableArray<Figure?> Differences)
{
    /// <summary>How reports call the predictor without families.</summary>
    internal static string NameOf(IRegressor regressor, ImmutableArray<string> families) => $"{regressor.Name} without {string.Join(", ", families)}";

    /// <summary>The family of a feature: what stands before the first dot.</summary>
    internal static string FamilyOf(string feature) => feature.Split('.', 2)[0];

    /// <summary>The predictor without families.</summary>
    /// <exception cref="InvalidDataException">No feature is of a family.</exception>
    internal static IRegressor Regressor(IRegressor regressor, ImmutableArray<string> families, TrainingRows rows)
    {
        string[] known = [.. rows.FeatureNames.Select(FamilyOf).Distinct()];
        if (families.FirstOrDefault(f => !known.Contains(f)) is { } unknown)
            throw new InvalidDataException($"--without {unknown}: found features of the families {string.Join(", ", known)}, expected some of these.");
        if (known.All(families.Contains))
            throw new InvalidDataException($"--without {string.Join(",", families)}: found no feature of another family, expected some that stay.");
        return new ChosenFeatures(regressor, name => !families.Contains(FamilyOf(name)), NameOf(regressor, families));
    }

    /// <summary>Compares predictions of the same rows.</summary>
    /// <param name="families">The families left out.</param>
    /// <param name="with">Predictions with all features.</param>
    /// <param name="without">Predictions without the families.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    internal static Ablation Of(ImmutableArray<string> families, IReadOnlyCollection<Prediction> with, IReadOnlyCollection<Prediction> without, int seed)
    {
        double?[] x = AccuracyMetrics.Of(with).Values, y = AccuracyMetrics.Of(without).Values;
        int targets = with.Select(p => p.Target).Distinct().Count();
        return new Ablation(families,
            [.. Bootstrap.Difference(with, without, seed).Select((interval, i) => x[i] - y[i] is { } value ? new Figure(value, interval, targets) : null)]);
    }
}
