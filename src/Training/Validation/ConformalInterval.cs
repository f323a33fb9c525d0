using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace TransferPredict.Training.Validation;

/// <summary>
/// A conformal interval over languages (Lee, Barber and Willett 2023, arXiv 2306.06342, after Vovk et al. 2005): from absolute
/// residuals of targets that were held out whole. Every calibration language weighs the same, its rows sharing its weight, and the
/// language to come counts as one more, with an error of any size. The half width is the smallest residual within which lies the
/// share Level of the whole weight.
/// </summary>
/// <param name="Level">The promised coverage for a new language, in (0, 1).</param>
/// <param name="HalfWidth">What is added on either side of a prediction; null where nothing narrower than [0, 1] can be promised.</param>
/// <param name="Languages">Calibration languages.</param>
public sealed record ConformalInterval(double Level, double? HalfWidth, int Languages)
{
    /// <summary>The level where none is asked for.</summary>
    public const double DefaultLevel = 0.9;

    /// <summary>Weights add up with rounding errors below this share of one language.</summary>
    internal const double Rounding = 1e-9;

    /// <summary>Whether there were too few languages to promise the level with anything narrower than [0, 1].</summary>
    [JsonIgnore]
    public bool IsWholeRange => HalfWidth is null;

    /// <summary>Languages needed for an interval narrower than [0, 1]: 9 at 90 %.</summary>
    /// <param name="level">In (0, 1).</param>
    public static int LanguagesNeeded(double level)
    {
        RequireLevel(level);
        return (int)Math.Ceiling(level / (1 - level) - Rounding);
    }

    /// <summary>Learns the half width.</summary>
    /// <param name="residuals">Language of the target (ISO 639-3) and absolute error, one entry a held-out row.</param>
    /// <param name="level">The coverage to promise, in (0, 1).</param>
    /// <exception cref="ArgumentException">A residual is negative or not finite.</exception>
    public static ConformalInterval Fit(IEnumerable<(string Target, double AbsoluteResidual)> residuals, double level = DefaultLevel)
    {
        RequireLevel(level);
        double[][] languages = [.. residuals.GroupBy(r => r.Target, r => Checked(r.Target, r.AbsoluteResidual)).Select(g => g.ToArray())];
        double reached = 0, wanted = Wanted(level, languages.Length);
        foreach ((double residual, double weight) in languages.SelectMany(l => l.Select(r => (r, 1.0 / l.Length))).OrderBy(r => r.r))
        {
            reached += weight;
            if (reached >= wanted)
                return new ConformalInterval(level, residual, languages.Length);
        }
        return new ConformalInterval(level, null, languages.Length);
    }

    /// <summary>Learns the half width from held-out predictions; those that only rank are left out.</summary>
    /// <inheritdoc cref="Fit(IEnumerable{ValueTuple{string, double}}, double)"/>
    public static ConformalInterval Fit(IEnumerable<Prediction> heldOut, double level = DefaultLevel) =>
        Fit(heldOut.Where(p => !p.RanksOnly).Select(p => (p.Target, p.AbsoluteResidual)), level);

    /// <summary>Learns the half width of every model, task and metric by itself: their errors differ.</summary>
    /// <param name="heldOut">Held-out predictions; those that only rank are left out.</param>
    /// <param name="level">The coverage to promise, in (0, 1).</param>
    /// <returns>"model|task|metric" to its interval.</returns>
    public static ImmutableSortedDictionary<string, ConformalInterval> BySetting(IEnumerable<Prediction> heldOut, double level = DefaultLevel) =>
        heldOut.GroupBy(p => p.Setting).ToImmutableSortedDictionary(setting => setting.Key, setting => Fit(setting, level), StringComparer.Ordinal);

    /// <summary>
    /// Gives every held-out prediction the interval that the residuals of other targets in other folds promise in its model, task and metric, so
    /// that coverage can be measured; where a model is held out whole, those of other models in its task and metric. Predictions that only rank
    /// get none.
    /// </summary>
    /// <param name="predictions">Held-out predictions of every target. Where they name no fold, only the target's own residuals are left out.</param>
    /// <param name="level">The coverage to promise, in (0, 1).</param>
    /// <returns>The same predictions, in the same order.</returns>
    public static ImmutableArray<Prediction> Across(IReadOnlyList<Prediction> predictions, double level = DefaultLevel)
    {
        Prediction[] scored = [.. predictions.Where(p => !p.RanksOnly)];
        Dictionary<(string Setting, string Target, string Fold), ConformalInterval> intervals = [];
        foreach (IGrouping<string, Prediction> setting in scored.GroupBy(p => p.Setting))
        {
            CrossConformal calibration = new(Prediction.IsHeldOutWhole(setting) ? scored.Where(p => p.TaskAndMetric == setting.First().TaskAndMetric) : setting);
            foreach ((string target, string fold) in setting.Select(p => (p.Target, p.Fold)).Distinct())
                intervals.Add((setting.Key, target, fold), calibration.For(target, fold, level));
        }
        return
        [
            .. predictions.Select(p =>
            {
                if (p.RanksOnly)
                    return p;
                (double lower, double upper) = intervals[(p.Setting, p.Target, p.Fold)].Around(p.Predicted);
                return p with { Lower = lower, Upper = upper };
            }),
        ];
    }

    /// <summary>The interval around a prediction, cut to [0, 1].</summary>
    /// <param name="prediction">A finite number.</param>
    public (double Lower, double Upper) Around(double prediction) => HalfWidth is { } half
        ? (Math.Clamp(prediction - half, 0, 1), Math.Clamp(prediction + half, 0, 1))
        : (0, 1);

    /// <summary>The weight to reach, in units of one language.</summary>
    internal static double Wanted(double level, int languages) => level * (languages + 1) - Rounding;

    internal static double Checked(string target, double residual) => double.IsFinite(residual) && residual >= 0
        ? residual
        : throw new ArgumentException($"{target} has the absolute residual {residual}; expected a finite number, 0 or more.");

    internal static void RequireLevel(double level)
    {
        if (!(level > 0 && level < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "The level must lie between 0 and 1.");
    }
}
