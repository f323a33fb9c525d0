using System.Collections.Immutable;
using TransferPredict.Features.Languages;
using TransferPredict.Training.Scores;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training;

/// <summary>Measured scores joined with the features of their pairs: one row a task, metric, model, source and target.</summary>
/// <param name="Rows">What regressors learn from: features, scores (seeds averaged) and groups.</param>
/// <param name="Repeated">Per row, the score of every measured seed in ascending order of seed: repetitions tell the noise ceiling.</param>
/// <param name="SkippedTargets">Targets left out because nothing is known of them: no counts, no facts, no row of a feature file.</param>
public sealed record TrainingTable(TrainingRows Rows, ImmutableArray<ImmutableArray<double>> Repeated, ImmutableArray<string> SkippedTargets)
{
    const int Told = 100;

    /// <summary>Joins scores and features. Rows with source = target are no transfer and are left out.</summary>
    /// <param name="scores">Measured runs, any order.</param>
    /// <param name="columns">The features, and the models whose scores are taken.</param>
    /// <param name="threads">Pairs computed at a time; the result does not depend on it.</param>
    /// <param name="done">Told the pairs done so far, now and then, from any thread.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="InvalidDataException">
    /// No pair is left, or scores are mixed that do not compare: two training sizes of one pair in one task, metric and model.
    /// </exception>
    public static TrainingTable Build(IEnumerable<ScoreRow> scores, TableColumns columns, int threads, Action<int>? done = null, CancellationToken cancellation = default)
    {
        ScoreRow[][] runs =
        [
            .. scores.Where(s => s.Source.Iso6393 != s.Target.Iso6393 && columns.TakesModel(s.Model))
                .GroupBy(s => (s.Task, s.Metric, s.Model, Source: s.Source.Code, Target: s.Target.Code))
                .OrderBy(g => g.Key.Task, StringComparer.Ordinal).ThenBy(g => g.Key.Metric, StringComparer.Ordinal).ThenBy(g => g.Key.Model, StringComparer.Ordinal)
                .ThenBy(g => g.Key.Target, StringComparer.Ordinal).ThenBy(g => g.Key.Source, StringComparer.Ordinal)
                .Select(g => g.OrderBy(s => s.Seed).ThenBy(s => s.Score).ToArray()),
        ];
        foreach (ScoreRow[] run in runs)
            RequireComparable(run);
        ILookup<bool, ScoreRow[]> known = runs.ToLookup(r => columns.Knows(r[0]));
        runs = [.. known[true]];
        if (runs.Length == 0)
            throw new InvalidDataException("The scores hold no measured pair of two languages with features; expected rows whose source and target differ, of models that models/ has, or features of theirs (--features, --proxy).");

        int width = columns.Names.Length;
        float[] features = new float[runs.Length * width];
        int filled = 0;
        Parallel.For(0, runs.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation },
            i =>
            {
                columns.Fill(features.AsSpan(i * width, width), runs[i][0]);
                if (Interlocked.Increment(ref filled) is var count && count % Told == 0)
                    done?.Invoke(count);
            });
        return new TrainingTable(
            new TrainingRows
            {
                FeatureNames = columns.Names,
                Features = features,
                Scores = [.. runs.Select(r => r.Average(s => s.Score))],
                Groups = [.. runs.Select(r => Groups(r[0]))],
                Sources = [.. runs.Select(r => r[0].Source.Code)],
                Targets = [.. runs.Select(r => r[0].Target.Code)],
                Languages = runs.SelectMany(r => (Language[])[r[0].Source, r[0].Target]).DistinctBy(l => l.Code).ToImmutableDictionary(l => l.Code),
            },
            [.. runs.Select(r => r.Select(s => s.Score).ToImmutableArray())],
            [.. known[false].Select(r => r[0].Target.Code).Distinct().Order(StringComparer.Ordinal)]);
    }

    static void RequireComparable(ScoreRow[] run)
    {
        if (run.Select(s => s.TrainSize).Distinct().ToArray() is { Length: > 1 } sizes)
            throw new InvalidDataException(
                $"The scores of {run[0].Task} ({run[0].Metric}) with {run[0].Model} hold {run[0].Source} to {run[0].Target} at the training sizes "
                + $"{string.Join(", ", sizes.Order())}, expected one: pass the files of one with --scores.");
    }

    static PairGroups Groups(ScoreRow row) => new(
        row.Model, row.Task, row.Source.Iso6393, row.Target.Iso6393, row.Source.Family, row.Target.Family, row.Metric, row.Target.Genus);
}
