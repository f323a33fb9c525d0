using System.Collections.Immutable;
using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Training.Scores;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training;

/// <summary>Measured scores joined with the features of their pairs: one row a task, metric, model, source and target.</summary>
/// <param name="Rows">What regressors learn from: features, scores (seeds averaged) and groups.</param>
/// <param name="Repeated">Per row, the score of every measured seed in ascending order of seed: repetitions tell the noise ceiling.</param>
/// <param name="SkippedTargets">Targets left out because nothing is known of them: no counts and no facts.</param>
public sealed record TrainingTable(TrainingRows Rows, ImmutableArray<ImmutableArray<double>> Repeated, ImmutableArray<string> SkippedTargets)
{
    /// <summary>Joins scores and features. Rows with source = target are no transfer and are left out.</summary>
    /// <param name="scores">Measured runs, any order.</param>
    /// <param name="profiles">Profiles of the languages, by name of the model.</param>
    /// <param name="threads">Pairs computed at a time; the result does not depend on it.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="InvalidDataException">
    /// No pair is left, or scores are mixed that do not compare: two metrics of one task and model, or two training sizes of one pair.
    /// </exception>
    public static TrainingTable Build(
        IEnumerable<ScoreRow> scores, IReadOnlyDictionary<string, LanguageProfiles> profiles, int threads, CancellationToken cancellation = default)
    {
        IGrouping<(string Task, string Metric, string Model, string Source, string Target), ScoreRow>[] runs =
        [
            .. scores.Where(s => s.Source.Iso6393 != s.Target.Iso6393 && profiles.ContainsKey(s.Model))
                .GroupBy(s => (s.Task, s.Metric, s.Model, Source: s.Source.Code, Target: s.Target.Code))
                .OrderBy(g => g.Key.Task, StringComparer.Ordinal).ThenBy(g => g.Key.Metric, StringComparer.Ordinal).ThenBy(g => g.Key.Model, StringComparer.Ordinal)
                .ThenBy(g => g.Key.Target, StringComparer.Ordinal).ThenBy(g => g.Key.Source, StringComparer.Ordinal),
        ];
        RequireComparable(runs.SelectMany(r => r));
        ImmutableArray<string> skipped =
        [
            .. runs.Where(r => !IsKnown(profiles[r.Key.Model][r.Key.Target])).Select(r => r.Key.Target).Distinct().Order(StringComparer.Ordinal),
        ];
        runs = [.. runs.Where(r => IsKnown(profiles[r.Key.Model][r.Key.Target]))];
        if (runs.Length == 0)
            throw new InvalidDataException("The scores hold no measured pair of two languages with features; expected rows whose source and target differ.");

        int columns = FeatureSchema.Names.Length;
        float[] features = new float[runs.Length * columns];
        Parallel.For(0, runs.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, i =>
        {
            LanguageProfiles languages = profiles[runs[i].Key.Model];
            FeatureSchema.Values(languages[runs[i].Key.Source], languages[runs[i].Key.Target]).CopyTo(features, i * columns);
        });
        return new TrainingTable(
            new TrainingRows
            {
                FeatureNames = FeatureSchema.Names,
                Features = features,
                Scores = [.. runs.Select(r => r.Average(s => s.Score))],
                Groups = [.. runs.Select(r => Groups(r.First()))],
                Sources = [.. runs.Select(r => r.Key.Source)],
                Targets = [.. runs.Select(r => r.Key.Target)],
            },
            [.. runs.Select(r => r.OrderBy(s => s.Seed).Select(s => s.Score).ToImmutableArray())],
            skipped);
    }

    static void RequireComparable(IEnumerable<ScoreRow> scores)
    {
        foreach (IGrouping<(string Task, string Model), ScoreRow> setting in scores.GroupBy(s => (s.Task, s.Model)))
        {
            if (setting.Select(s => s.Metric).Distinct().Order(StringComparer.Ordinal).ToArray() is { Length: > 1 } metrics)
                throw new InvalidDataException(
                    $"The scores of {setting.Key.Task} with {setting.Key.Model} hold the metrics {string.Join(", ", metrics)}, expected one: pass the files of one with --scores.");
            if (setting.GroupBy(s => (s.Source.Code, s.Target.Code)).FirstOrDefault(p => p.Select(s => s.TrainSize).Distinct().Count() > 1) is { } mixed)
                throw new InvalidDataException(
                    $"The scores of {setting.Key.Task} with {setting.Key.Model} hold {mixed.Key.Item1} to {mixed.Key.Item2} at the training sizes "
                    + $"{string.Join(", ", mixed.Select(s => s.TrainSize).Distinct())}, expected one: pass the files of one with --scores.");
        }
    }

    static bool IsKnown(LanguageProfile profile) => profile.Corpus is not null || profile.Language.IsListed;

    static PairGroups Groups(ScoreRow row) =>
        new(row.Model, row.Task, row.Source.Iso6393, row.Target.Iso6393, row.Source.Family, row.Target.Family);
}
