using System.Collections.Immutable;
using TransferPredict.Features;
using TransferPredict.Training.Validation;
using TransferPredict.Training.Validation.Baselines;

namespace TransferPredict.Training;

/// <summary>The predictor beside everything it must beat, on the same held-out rows.</summary>
/// <param name="Splitter">How rows were held out.</param>
/// <param name="Predictions">The predictor's, in the order of the table's rows, with the intervals that the other targets promise.</param>
/// <param name="Reports">
/// The predictor's figures first, then the baselines'; where seeds were repeated, last the noise ceiling's and before it the predictor's on
/// those very pairs, which are the only figures that compare with it.
/// </param>
public sealed record AccuracyStudy(Splitter Splitter, ImmutableArray<Prediction> Predictions, ImmutableArray<AccuracyReport> Reports)
{
    /// <summary>How the name of the predictor ends where its figures are over the noise ceiling's pairs.</summary>
    public const string OnCeilingPairs = " (ceiling's pairs)";

    /// <summary>The predictor's own figures.</summary>
    public AccuracyReport Headline => Reports[0];

    static IEnumerable<IRegressor> Baselines(TrainingTable table) =>
    [
        new MeanScore(), new SourceMean(), new AlwaysEnglish(),
        .. table.Rows.FeatureNames.Where(n => FeatureSchema.Names.Contains(n) && DependsOnPair(n)).Select(n => new SingleFeature(n)),
    ];

    /// <summary>Runs the predictor and all baselines through the same splits.</summary>
    /// <param name="regressor">The predictor.</param>
    /// <param name="table">Measured pairs.</param>
    /// <param name="splitter">How rows are held out.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    /// <param name="threads">Folds at a time; the result does not depend on it.</param>
    /// <param name="done">Told the folds of the predictor done so far.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public static AccuracyStudy Run(
        IRegressor regressor, TrainingTable table, Splitter splitter, int seed, int threads, Action<int>? done = null, CancellationToken cancellation = default)
    {
        IRegressor[] regressors = [regressor, .. Baselines(table)];
        ImmutableArray<ImmutableArray<Prediction>> held = CrossValidation.Run(regressors, table.Rows, splitter, threads, done, cancellation);
        ImmutableArray<Prediction> predictions = ConformalInterval.Across(held[0]);
        List<(string Name, IReadOnlyList<Prediction> Predictions)> all = [(regressor.Name, predictions)];
        for (int i = 1; i < regressors.Length; i++)
            all.Add((regressors[i].Name, regressors[i] is AlwaysEnglish ? AlwaysEnglish.WhereItCompetes(held[i]).Kept : held[i]));
        if (NoiseCeiling.Predictions(table.Rows, table.Repeated) is { Length: > 0 } repeated)
        {
            all.Add((regressor.Name + OnCeilingPairs, OnRepeatedPairs(predictions, table)));
            all.Add((NoiseCeiling.Name, repeated));
        }
        AccuracyReport[] reports = new AccuracyReport[all.Count];
        Parallel.For(0, all.Count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation },
            i => reports[i] = AccuracyReport.Of(all[i].Name, all[i].Predictions, seed));
        return new AccuracyStudy(splitter, predictions, [.. reports]);
    }

    /// <summary>The predictor's predictions of the first seed's scores, on the pairs that were measured twice.</summary>
    static Prediction[] OnRepeatedPairs(ImmutableArray<Prediction> predictions, TrainingTable table) =>
    [
        .. Enumerable.Range(0, predictions.Length).Where(i => table.Repeated[i].Length > 1)
            .Select(i => predictions[i] with { Actual = table.Repeated[i][0], Lower = null, Upper = null }),
    ];

    /// <summary>Whether a feature differs between the sources of one target; one that does not cannot rank them.</summary>
    static bool DependsOnPair(string feature) => !feature.EndsWith("_target", StringComparison.Ordinal);
}
