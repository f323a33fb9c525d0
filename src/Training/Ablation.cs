using System.Collections.Immutable;
using TransferPredict.Features;
using TransferPredict.Training.CommandLine;
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
    /// <summary>The same for each model, task and metric by itself: "model|task|metric" to its differences.</summary>
    public required ImmutableSortedDictionary<string, ImmutableArray<Figure?>> Settings { get; init; }

    /// <summary>The differences over several seeds; null where one was asked for.</summary>
    public required SeedSpread? Seeds { get; init; }

    /// <summary>Compares the predictor with itself without families, on the same held-out rows.</summary>
    /// <param name="families">The families left out.</param>
    /// <param name="wholes">The predictor's predictions with each seed of training, the first of which gives differences their intervals.</param>
    /// <param name="withouts">Those without the families, in the same order.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    internal static Ablation Of(
        ImmutableArray<string> families, ImmutableArray<ImmutableArray<Prediction>> wholes, ImmutableArray<ImmutableArray<Prediction>> withouts, int seed)
    {
        (ImmutableArray<Prediction> whole, ImmutableArray<Prediction> without) = (wholes[0], withouts[0]);
        ILookup<string, Prediction> less = without.ToLookup(p => p.Setting);
        return new Ablation(families, Figure.Differences(whole, without, seed))
        {
            Seeds = wholes.Length == 1 ? null : SeedSpread.OfDifferences(wholes.Cast<IReadOnlyCollection<Prediction>>(), withouts.Cast<IReadOnlyCollection<Prediction>>()),
            Settings = whole.GroupBy(p => p.Setting).ToImmutableSortedDictionary(
                setting => setting.Key, setting => Figure.Differences([.. setting], [.. less[setting.Key]], seed), StringComparer.Ordinal),
        };
    }

    /// <summary>The predictor without families.</summary>
    /// <exception cref="BadCommandException">No feature is of a family, or none is of another.</exception>
    internal static IRegressor Regressor(IRegressor regressor, ImmutableArray<string> families, TrainingRows rows)
    {
        string[] known = [.. rows.FeatureNames.Select(FeatureDefinition.FamilyOf).Distinct()];
        if (families.FirstOrDefault(f => !known.Contains(f)) is { } unknown)
            throw new BadCommandException($"--without {unknown}: found features of the families {string.Join(", ", known)}, expected some of these.");
        if (known.All(families.Contains))
            throw new BadCommandException($"--without {string.Join(",", families)}: found no feature of another family, expected some that stay.");
        return new ChosenFeatures(regressor, name => !families.Contains(FeatureDefinition.FamilyOf(name)), $"{regressor.Name} without {string.Join(", ", families)}");
    }
}
