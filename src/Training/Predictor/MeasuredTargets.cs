using System.Collections.Immutable;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Predictor;

/// <summary>The training scores of one model, task and metric, taken apart into each target's level and what is the source's.</summary>
/// <param name="Targets">Codes of the targets, in the order in which the rows name them: sums over them depend on no name.</param>
/// <param name="Levels">The mean score of each target.</param>
/// <param name="Residuals">Code of a source to its score on each target less the target's level; NaN where it was not measured.</param>
public sealed record MeasuredTargets(
    ImmutableArray<string> Targets, ImmutableArray<double> Levels, ImmutableSortedDictionary<string, ImmutableArray<double>> Residuals)
{
    /// <summary>Takes apart some of the rows, all of one model, task and metric.</summary>
    internal static MeasuredTargets Of(TrainingRows rows, IEnumerable<int> some)
    {
        int[] measured = [.. some];
        string[] targets = [.. measured.Select(i => rows.Targets[i]).Distinct()];
        Dictionary<string, int> places = targets.Select((target, i) => (target, i)).ToDictionary(t => t.target, t => t.i);
        double[] levels = new double[targets.Length];
        foreach (IGrouping<string, int> target in measured.GroupBy(i => rows.Targets[i]))
            levels[places[target.Key]] = target.Average(i => rows.Scores[i]);
        return new MeasuredTargets([.. targets], [.. levels], measured.GroupBy(i => rows.Sources[i]).ToImmutableSortedDictionary(
            source => source.Key,
            source =>
            {
                double[] residuals = new double[targets.Length];
                Array.Fill(residuals, double.NaN);
                foreach (int i in source)
                    residuals[places[rows.Targets[i]]] = rows.Scores[i] - levels[places[rows.Targets[i]]];
                return ImmutableArray.Create(residuals);
            },
            StringComparer.Ordinal));
    }
}
