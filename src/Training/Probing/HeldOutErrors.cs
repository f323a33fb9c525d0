using System.Collections.Immutable;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Probing;

/// <summary>
/// How wrong a predictor was on targets that it had not seen, kept with it: what intervals of any level, probes, ties and sets of
/// sources rest on (docs/rank.md).
/// </summary>
/// <param name="Settings">"model|task|metric" to its errors.</param>
public sealed record HeldOutErrors(ImmutableSortedDictionary<string, SettingErrors> Settings)
{
    /// <summary>Decimals that are kept of an error: a hundredth of the least standard deviation that <see cref="ResidualModel"/> takes.</summary>
    public const int Decimals = 5;

    /// <summary>Puts held-out predictions into tables.</summary>
    /// <param name="rows">The rows that were predicted.</param>
    /// <param name="heldOut">A prediction a row, in their order.</param>
    public static HeldOutErrors Of(TrainingRows rows, IReadOnlyList<Prediction> heldOut) => new(
        Enumerable.Range(0, rows.Count).GroupBy(i => rows.Groups[i].Setting).ToImmutableSortedDictionary(
            setting => setting.Key, setting => Table(rows, heldOut, [.. setting]), StringComparer.Ordinal));

    /// <summary>The conformal interval of any level, as calibration makes it.</summary>
    /// <param name="setting">Model, task and metric, one of <see cref="Settings"/>.</param>
    /// <param name="level">The coverage to promise, in (0, 1).</param>
    public ConformalInterval Interval(string setting, double level) => ConformalInterval.Fit(
        Settings[setting].Targets.SelectMany(t => t.Errors.Where(e => !double.IsNaN(e)).Select(e => (t.Group, Math.Abs(e)))), level);

    /// <summary>The errors of some rows; a target has a row of the table for each model that was tested on it.</summary>
    internal static SettingErrors Table(TrainingRows rows, IReadOnlyList<Prediction> heldOut, int[] members)
    {
        string[] sources = [.. members.Select(i => rows.Sources[i]).Distinct().Order(StringComparer.Ordinal)];
        Dictionary<string, int> places = sources.Select((source, i) => (source, i)).ToDictionary(s => s.source, s => s.i);
        IEnumerable<TargetErrors> targets = members.GroupBy(rows.Query).OrderBy(t => rows.Targets[t.First()], StringComparer.Ordinal).Select(target =>
        {
            double[] errors = new double[sources.Length];
            Array.Fill(errors, double.NaN);
            foreach (int i in target)
                errors[places[rows.Sources[i]]] = Math.Round(heldOut[i].Actual - heldOut[i].Predicted, Decimals);
            return new TargetErrors(rows.Targets[target.First()], rows.Groups[target.First()].TargetGroup, [.. errors]);
        });
        return new SettingErrors([.. sources], [.. targets]);
    }
}
