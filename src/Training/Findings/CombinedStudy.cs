using System.Collections.Immutable;
using TransferPredict.Features.Spectra.Similarity;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Findings;

/// <summary>How well the combined measure of one view orders sources in one setting, with default weights and with weights of other targets.</summary>
/// <param name="Setting">"model|task|metric".</param>
/// <param name="Measure">The view.</param>
/// <param name="FoldWeights">Weights learned without each fold of whole targets.</param>
/// <param name="AllWeights">Weights learned from all targets.</param>
/// <param name="Default">S with default weights on held-out targets, ordering sources.</param>
/// <param name="Learned">S with the weights of the other folds, on the same rows.</param>
/// <param name="Gain">What learned weights add, in the order of <see cref="AccuracyMetrics.Names"/>, by bootstrap over the same targets.</param>
/// <param name="HeldOut">S with the weights of the other folds, one entry a row of the setting; NaN where a distance is missing.</param>
public sealed record CombinedStudy(
    string Setting, CombinedMeasure Measure, ImmutableArray<CombinedWeights> FoldWeights, CombinedWeights AllWeights, AccuracyReport Default, AccuracyReport Learned,
    ImmutableArray<ConfidenceInterval?> Gain, ImmutableArray<double> HeldOut)
{
    /// <summary>Learns and judges.</summary>
    /// <param name="rows">Rows of one setting.</param>
    /// <param name="measure">The view.</param>
    /// <param name="splitter">Folds of whole targets.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    /// <returns>Null where no row has all three distances, or all of them are of one fold.</returns>
    public static CombinedStudy? Of(TrainingRows rows, CombinedMeasure measure, Splitter splitter, int seed)
    {
        IReadOnlyList<double[]?> all = measure.Distances(rows);
        ImmutableArray<int> known = [.. Enumerable.Range(0, rows.Count).Where(i => all[i] is not null)];
        TrainingRows some = rows.Select(known);
        double[][] distances = [.. known.Select(i => all[i]!)];
        if (splitter.Split(some.Groups) is not { Length: > 1 } folds)
            return null;
        double[] learned = new double[known.Length], heldOut = [.. Enumerable.Repeat(double.NaN, rows.Count)];
        ImmutableArray<CombinedWeights>.Builder weights = ImmutableArray.CreateBuilder<CombinedWeights>();
        foreach (Fold fold in folds)
        {
            weights.Add(CombinedMeasure.Fit(some.Select(fold.Train), [.. fold.Train.Select(i => distances[i])]));
            foreach (int i in fold.Test)
                heldOut[known[i]] = learned[i] = CombinedMeasure.Similarity(distances[i], weights[^1]);
        }
        Prediction[] byDefault = Predictions(some, i => CombinedMeasure.Similarity(distances[i], CombinedWeights.Default)), byLearned = Predictions(some, i => learned[i]);
        return new CombinedStudy(
            rows.Groups[0].Setting, measure, weights.ToImmutable(), CombinedMeasure.Fit(some, distances),
            AccuracyReport.Of("default weights", byDefault, seed), AccuracyReport.Of("learned weights", byLearned, seed),
            Bootstrap.Difference(byLearned, byDefault, seed), [.. heldOut]);
    }

    static Prediction[] Predictions(TrainingRows rows, Func<int, double> value) =>
    [
        .. Enumerable.Range(0, rows.Count).Select(i =>
            new Prediction(rows.Query(i), rows.Groups[i].TargetGroup, rows.Sources[i], rows.Scores[i], value(i), RanksOnly: true)),
    ];
}
