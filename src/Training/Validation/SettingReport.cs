using System.Collections.Immutable;

namespace TransferPredict.Training.Validation;

/// <summary>The figures of one task and model by itself: pooled figures hide what differs between them.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Task">The task.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Reports">As a study has them over all settings, in the same order; without those that have no row here.</param>
public sealed record SettingReport(string Model, string Task, string Metric, ImmutableArray<AccuracyReport> Reports)
{
    /// <summary>Takes the reports of every setting from the predictions of all.</summary>
    /// <param name="predictions">Name and held-out predictions of each way to predict.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    /// <param name="threads">Reports at a time; the result does not depend on it.</param>
    /// <param name="done">Told the reports done so far, from any thread.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>Settings in ordinal order of task, metric and model.</returns>
    public static ImmutableArray<SettingReport> Of(
        IReadOnlyList<(string Name, IReadOnlyList<Prediction> Predictions)> predictions, int seed, int threads, Action<int>? done = null, CancellationToken cancellation = default)
    {
        ILookup<string, Prediction>[] bySetting = [.. predictions.Select(p => p.Predictions.ToLookup(p => p.Setting))];
        string[][] settings =
        [
            .. bySetting.SelectMany(b => b.Select(s => s.Key)).Distinct().Select(s => s.Split('|'))
                .OrderBy(s => s[1], StringComparer.Ordinal).ThenBy(s => s[2], StringComparer.Ordinal).ThenBy(s => s[0], StringComparer.Ordinal),
        ];
        var reports = new AccuracyReport?[settings.Length * predictions.Count];
        int finished = 0;
        Parallel.For(0, reports.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, i =>
        {
            (int setting, int way) = Math.DivRem(i, predictions.Count);
            if (bySetting[way][string.Join('|', settings[setting])].ToArray() is { Length: > 0 } own)
                reports[i] = AccuracyReport.Of(predictions[way].Name, own, seed);
            done?.Invoke(Interlocked.Increment(ref finished));
        });
        return
        [
            .. settings.Select((s, i) => new SettingReport(
                s[0], s[1], s[2], [.. reports.AsSpan(i * predictions.Count, predictions.Count).ToArray().OfType<AccuracyReport>()])),
        ];
    }
}
