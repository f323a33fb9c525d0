using System.Collections.Immutable;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Probing;

/// <summary>
/// What is believed of a target's scores with each source: the predictions, with errors that go together as they did on targets held
/// out. Errors on the target itself, or a variety of it, have no part in it.
/// </summary>
public sealed class TargetBelief
{
    readonly (string Group, double[] Errors)[] _targets;
    readonly ResidualModel _model;

    TargetBelief((string, double[])[] targets, ResidualModel model, ScoreBelief scores) => (_targets, _model, Scores) = (targets, model, scores);

    /// <summary>The belief, before any score of the target is known.</summary>
    public ScoreBelief Scores { get; }

    /// <summary>Whether there are errors on other targets with these sources, which <see cref="Create"/> asks for.</summary>
    public static bool CanCreate(SettingErrors errors, string group, IReadOnlyCollection<string> sources) =>
        errors.Targets.Any(t => t.Group != group && errors.Sources.Where((s, i) => !double.IsNaN(t.Errors[i])).Intersect(sources).Any());

    /// <summary>Joins predictions and errors.</summary>
    /// <param name="errors">The held-out errors of the setting.</param>
    /// <param name="group">ISO 639-3 group of the target.</param>
    /// <param name="sources">Codes of the sources; one that was never measured has the level in common with the others.</param>
    /// <param name="predicted">The prediction of each.</param>
    /// <exception cref="InvalidDataException">There are no errors on other targets.</exception>
    public static TargetBelief Create(SettingErrors errors, string group, IReadOnlyList<string> sources, IReadOnlyList<double> predicted)
    {
        int[] columns = [.. sources.Select(source => errors.Sources.IndexOf(source))];
        (string Group, double[] Errors)[] targets =
        [
            .. errors.Targets.Where(t => t.Group != group)
                .Select(t => (t.Group, Errors: columns.Select(c => c < 0 ? double.NaN : t.Errors[c]).ToArray())).Where(t => !t.Errors.All(double.IsNaN)),
        ];
        if (targets.Length == 0)
            throw new InvalidDataException($"Found no held-out errors on other targets than {group} with these {sources.Count} sources; expected those of 1 target or more.");
        ResidualModel model = ResidualModel.Fit([.. targets.SelectMany(t => t.Errors)], sources.Count);
        return new TargetBelief(targets, model, new ScoreBelief([.. predicted], model.Covariance));
    }

    /// <summary>
    /// The conformal interval around what is believed once the scores of some sources are known: from the errors that were left on each
    /// held-out target when the same sources' scores of it were known, with the covariance that the other targets give.
    /// </summary>
    /// <param name="known">Numbers of the sources; targets on which one of them was not measured are passed over.</param>
    /// <param name="level">The coverage to promise, in (0, 1).</param>
    public ConformalInterval Interval(IReadOnlyList<int> known, double level)
    {
        List<(string, double)> left = [];
        foreach ((string group, double[] errors) in _targets.Where(t => known.All(s => !double.IsNaN(t.Errors[s]))))
        {
            // A target that nothing is left of to judge by has no say.
            if (known.Count == errors.Count(e => !double.IsNaN(e)))
                continue;
            ScoreBelief told = new ScoreBelief(new double[errors.Length], _model.CovarianceWithout(errors)).Given(known.Select(s => new Probe(s, errors[s])));
            for (int s = 0; s < errors.Length; s++)
                if (!double.IsNaN(errors[s]) && !known.Contains(s))
                    left.Add((group, Math.Abs(errors[s] - told.Mean[s])));
        }
        return ConformalInterval.Fit(left, level);
    }
}
