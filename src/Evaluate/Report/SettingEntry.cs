using System.Collections.Concurrent;
using System.Collections.Immutable;
using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Training.Predictor;

namespace TransferPredict.Evaluate.Report;

/// <summary>Everything predicted in one model, task and metric.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Task">The task.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Sources">Places of the sources among the languages.</param>
/// <param name="HalfWidth">Half the width of the calibrated interval; null where it is [0, 1].</param>
/// <param name="Targets">What is predicted for every language of which anything is known.</param>
/// <param name="Errors">The predictor's errors on held-out targets; null where they were not kept.</param>
sealed record SettingEntry(
    string Model, string Task, string Metric, int[] Sources, double? HalfWidth, ImmutableArray<TargetEntry> Targets, ErrorsEntry? Errors)
{
    /// <summary>Sources of a target whose features are told one by one.</summary>
    const int Explained = 10;

    /// <summary>Features that are told of each.</summary>
    const int FeaturesTold = 16;

    /// <summary>The least effect that is told: a smaller one would print as 0.000 (<see cref="Compact.Effect"/>).</summary>
    const int LeastEffect = 5;

    /// <summary>What was measured, and how well held-out targets are predicted; null where there are no scores of the setting.</summary>
    public HeldOutEntry? HeldOut { get; init; }

    /// <summary>Score files of the setting that are not as the predictor was trained on them.</summary>
    public ImmutableArray<string> OtherScores { get; init; } = [];

    /// <summary>Predicts and explains every pair.</summary>
    /// <param name="predictor">The predictor.</param>
    /// <param name="setting">"task|metric|model", one that it knows.</param>
    /// <param name="profiles">The languages in the model.</param>
    /// <param name="languages">The languages of the report.</param>
    /// <param name="families">Families of the predictor's features, in the order in which effects are given.</param>
    /// <param name="threads">Targets at a time.</param>
    /// <param name="done">Told the number of targets done.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public static SettingEntry Of(
        TransferPredictor predictor, string setting, LanguageProfiles profiles, LanguageList languages, string[] families, int threads, Action<int> done, CancellationToken cancellation)
    {
        (string task, string metric, string model) = setting.Split('|') is [var t, var m, var name] ? (t, m, name)
            : throw new InvalidDataException($"The predictor names the setting '{setting}'; expected task|metric|model.");
        string own = $"{model}|{task}|{metric}";
        string[] sources = RankingCandidates.CodesOf(predictor.Record, own);
        var targets = new TargetEntry?[languages.Languages.Length];
        int finished = 0;
        Parallel.ForEach(Partitioner.Create(0, targets.Length, 1), new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, range =>
        {
            LanguageProfile target = profiles[languages.Languages[range.Item1].Code];
            if (target.Corpus is not null || target.Language.IsListed)
                targets[range.Item1] = Target(predictor, own, model, [.. sources.Select(s => profiles[s])], target, range.Item1, families);
            done(Interlocked.Increment(ref finished));
        });
        return new SettingEntry(
            model, task, metric, [.. sources.Select(s => languages[s])], predictor.Intervals[own].HalfWidth, [.. targets.OfType<TargetEntry>()],
            ErrorsEntry.Of(predictor.Errors.Value?.Settings.GetValueOrDefault(own), sources));
    }

    static TargetEntry Target(TransferPredictor predictor, string setting, string model, LanguageProfile[] sources, LanguageProfile target, int place, string[] families)
    {
        int[] candidates = [.. Enumerable.Range(0, sources.Length).Where(i => sources[i].Language.Iso6393 != target.Language.Iso6393)];
        ImmutableArray<Explanation> found = predictor.Explain(setting, [.. candidates.Select(i => sources[i])], target);
        int?[] predicted = new int?[sources.Length];
        for (int i = 0; i < candidates.Length; i++)
            predicted[candidates[i]] = Compact.Prediction(found[i].Prediction.Score);
        return new TargetEntry(
            place, found.IsEmpty ? 0 : Compact.Prediction(found[0].Average), predicted, [.. found.Select(e => Effects(e, families))],
            [.. Enumerable.Range(0, candidates.Length).OrderByDescending(i => found[i].Prediction.Score).Take(Explained).Select(i => Features(candidates[i], found[i]))],
            RankingCandidates.CaveatOf(target, model));
    }

    static int[] Effects(Explanation explanation, string[] families)
    {
        double[] effects = new double[families.Length + 1];
        foreach (Reason reason in explanation.Reasons)
            effects[Array.IndexOf(families, reason.Family)] += reason.Effect;
        effects[^1] = explanation.Order;
        return [.. effects.Select(Compact.Effect)];
    }

    static double[] Features(int source, Explanation explanation) =>
    [
        source, .. explanation.Reasons.Select((reason, feature) => (reason, feature)).Where(r => Math.Abs(Compact.Effect(r.reason.Effect)) >= LeastEffect)
            .OrderByDescending(r => Math.Abs(r.reason.Effect)).Take(FeaturesTold)
            .SelectMany(r => (double[])[r.feature, Compact.Effect(r.reason.Effect), Compact.Measure(r.reason.Value)]),
    ];
}
