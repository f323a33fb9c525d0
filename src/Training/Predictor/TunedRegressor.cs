using System.Collections.Concurrent;
using System.Collections.Immutable;
using TransferPredict.Training.LightGbm;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Predictor;

/// <summary>
/// The predictor with the best of some parameters, chosen by holding out targets among the training rows: nested cross-validation when it is
/// itself cross-validated, since no held-out score has a say.
/// </summary>
/// <param name="candidates">The parameters to choose from; of equally good ones the first is taken.</param>
public sealed class TunedRegressor(ImmutableArray<LightGbmParameters> candidates) : IRegressor
{
    readonly ConcurrentDictionary<LightGbmParameters, int> _choices = [];

    /// <inheritdoc/>
    public string Name => "LightGBM, tuned";

    /// <summary>Smaller and larger trees, smaller and larger leaves, the defaults first.</summary>
    /// <param name="seed">Seed of training, 0 or more.</param>
    public static ImmutableArray<LightGbmParameters> Candidates(int seed)
    {
        LightGbmParameters usual = LightGbmRegressor.DefaultParameters with { Seed = seed };
        return
        [
            usual, usual with { Leaves = 7 }, usual with { Leaves = 31 }, usual with { MinDataInLeaf = 100 }, usual with { Leaves = 7, MinDataInLeaf = 100 },
            usual with { MinDataInLeaf = 30 }, usual with { Iterations = 250 }, usual with { LambdaL2 = 10 },
        ];
    }

    /// <summary>How often each candidate has been chosen so far, in their order.</summary>
    public ImmutableArray<(LightGbmParameters Parameters, int Times)> Choices => [.. candidates.Select(c => (c, _choices.GetValueOrDefault(c)))];

    /// <summary>The candidate with the least squared error on targets held out, each setting's errors on its own scale.</summary>
    /// <exception cref="InvalidDataException">The rows have fewer than two target languages.</exception>
    public LightGbmParameters Choose(TrainingRows rows, CancellationToken cancellation = default)
    {
        SettingScales scales = SettingScales.Fit(rows);
        IRegressor[] regressors = [.. candidates.Select(c => new LightGbmRegressor(c))];
        double[] errors =
        [
            .. CrossValidation.Run(regressors, rows, Splitter.InnerTargetFolds(candidates[0].Seed), threads: 1, cancellation: cancellation)
                .Select(predictions => predictions.Select((p, i) => Math.Pow((p.Actual - p.Predicted) / scales.Of(rows.Groups[i].Setting).Deviation, 2)).Sum()),
        ];
        LightGbmParameters chosen = candidates[Array.IndexOf(errors, errors.Min())];
        _choices.AddOrUpdate(chosen, 1, (_, times) => times + 1);
        return chosen;
    }

    /// <inheritdoc/>
    public IFittedRegressor Fit(TrainingRows rows, CancellationToken cancellation = default) => new LightGbmRegressor(Choose(rows, cancellation)).Fit(rows, cancellation);
}
