using System.Collections.Immutable;

namespace TransferPredict.Training.Validation.Baselines;

/// <summary>
/// How far measurements agree with themselves: one seed's scores predict another's, on the pairs that were measured twice. Both
/// carry noise, so errors are √2 times those of a predictor that knew every pair's expected score. Only figures over the same pairs
/// compare: fewer pairs have fewer sources a target.
/// </summary>
public static class NoiseCeiling
{
    /// <summary>How reports call it.</summary>
    public const string Name = "noise ceiling (second seed)";

    /// <summary>Predictions of the first seed's score by the second seed's.</summary>
    /// <param name="rows">The table.</param>
    /// <param name="repeated">For each row, the score of every measured seed, in ascending order of seed.</param>
    /// <returns>One prediction for each row with two scores or more, in the order of rows.</returns>
    /// <exception cref="ArgumentException">There are not as many entries as rows.</exception>
    public static ImmutableArray<Prediction> Predictions(TrainingRows rows, ImmutableArray<ImmutableArray<double>> repeated)
    {
        if (repeated.Length != rows.Count)
            throw new ArgumentException($"{repeated.Length} lists of scores for {rows.Count} rows; expected one a row.", nameof(repeated));
        return
        [
            .. Enumerable.Range(0, rows.Count).Where(i => repeated[i].Length > 1).Select(i => new Prediction(
                rows.Query(i), rows.Groups[i].TargetGroup, rows.Sources[i], repeated[i][0], repeated[i][1])),
        ];
    }
}
