using System.Collections.Immutable;

namespace TransferPredict.Training.Scores;

/// <summary>
/// Whether zero-shot transfer of one task, metric and model can be measured at all: the mean zero-shot score must exceed the better of two
/// trivial baselines by three times the noise of one run. All means are over pairs of two languages, the seeds of a pair averaged first.
/// </summary>
/// <param name="Task">The task.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Model">Name of the multilingual model.</param>
/// <param name="Pairs">Pairs with a score.</param>
/// <param name="MeanScore">Their mean score, in [0, 1].</param>
/// <param name="Majority">Mean score of the commonest label over the pairs that have baselines; null where none has.</param>
/// <param name="Shuffled">Mean score of shuffled answers over those of these pairs that have it; null where none has.</param>
/// <param name="RepeatedPairs">Pairs measured with two seeds or more.</param>
/// <param name="Noise">
/// Standard deviation of one run's score around its pair's expected score, 0 or more: the square root of the mean over repeated pairs of the variance
/// between seeds (divided by seeds - 1). With two seeds that is the root mean square difference over √2. Null where no pair was repeated.
/// </param>
public sealed record TaskMeasurability(
    string Task, string Metric, string Model, int Pairs, double MeanScore, double? Majority, double? Shuffled, int RepeatedPairs, double? Noise)
{
    /// <summary>How many times the noise of one run the mean score must lie above the better baseline.</summary>
    public const double NoiseMultiple = 3;

    /// <summary>Pairs that <see cref="Majority"/> and <see cref="Shuffled"/> are of.</summary>
    public int MajorityPairs { get; init; }

    /// <inheritdoc cref="MajorityPairs"/>
    public int ShuffledPairs { get; init; }

    /// <summary>Model, task and metric, as <see cref="Validation.PairGroups.Setting"/> has them.</summary>
    public string Setting => $"{Model}|{Task}|{Metric}";

    /// <summary>The higher of the two baselines; null where they were not measured.</summary>
    public double? BetterBaseline => Majority is { } majority && Shuffled is { } shuffled ? Math.Max(majority, shuffled) : null;

    /// <summary>The judgement.</summary>
    public Measurability Verdict => BetterBaseline is not { } baseline || Noise is not { } noise ? Measurability.Unknown
        : MeanScore - baseline > NoiseMultiple * noise ? Measurability.Measurable : Measurability.NotMeasurable;

    /// <summary>Judges every task, metric and model of some scores.</summary>
    /// <param name="scores">Measured runs, any order; rows whose source is the target's language are no transfer and left out.</param>
    /// <param name="baselines">Baselines of these runs; those of other runs are left out.</param>
    /// <returns>In ordinal order of task, metric and model.</returns>
    public static ImmutableArray<TaskMeasurability> Of(IEnumerable<ScoreRow> scores, IEnumerable<BaselineRow> baselines)
    {
        ScoreRow[] transfer = [.. scores.Where(s => s.Source.Iso6393 != s.Target.Iso6393)];
        HashSet<MeasuredRun> runs = [.. transfer.Select(s => s.Run)];
        ILookup<(string, string, string), BaselineRow> known = baselines.Where(b => runs.Contains(b.Run)).ToLookup(b => (b.Task, b.Metric, b.Model));
        return
        [
            .. transfer.GroupBy(s => (s.Task, s.Metric, s.Model))
                .OrderBy(g => g.Key.Task, StringComparer.Ordinal).ThenBy(g => g.Key.Metric, StringComparer.Ordinal).ThenBy(g => g.Key.Model, StringComparer.Ordinal)
                .Select(g => Of(g.Key.Task, g.Key.Metric, g.Key.Model, [.. g], [.. known[g.Key]])),
        ];
    }

    static TaskMeasurability Of(string task, string metric, string model, ScoreRow[] scores, BaselineRow[] baselines)
    {
        double[][] pairs = ByPair(scores.Select(s => (s.Source.Code, s.Target.Code, s.Score)));
        double[][] majority = ByPair(baselines.Select(b => (b.Source.Code, b.Target.Code, b.Majority)));
        double[][] shuffled = ByPair(baselines.Where(b => b.Shuffled is not null).Select(b => (b.Source.Code, b.Target.Code, b.Shuffled!.Value)));
        double[] variances = [.. pairs.Where(p => p.Length > 1).Select(Variance)];
        return new TaskMeasurability(
            task, metric, model, pairs.Length, pairs.Average(p => p.Average()), Mean(majority), Mean(shuffled),
            variances.Length, variances.Length > 0 ? Math.Sqrt(variances.Average()) : null)
        {
            MajorityPairs = majority.Length,
            ShuffledPairs = shuffled.Length,
        };
    }

    static double? Mean(double[][] pairs) => pairs.Length > 0 ? pairs.Average(p => p.Average()) : null;

    /// <summary>The values of each pair, in one order whatever order they came in.</summary>
    static double[][] ByPair(IEnumerable<(string Source, string Target, double Value)> values) =>
    [
        .. values.GroupBy(v => (v.Target, v.Source)).OrderBy(g => g.Key.Target, StringComparer.Ordinal).ThenBy(g => g.Key.Source, StringComparer.Ordinal)
            .Select(g => g.Select(v => v.Value).Order().ToArray()),
    ];

    static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1);
    }
}
