using System.Collections.Immutable;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Predictor;

/// <summary>
/// What training pairs tell of a source as such: how far above or below the other sources it scores on the same targets. Fitted
/// on training rows only, inside each fold; a source that was never seen has no value.
/// </summary>
/// <param name="ByQuery">"model|task|source" to mean residual (score minus the target's mean) and number of targets.</param>
public sealed record SourceEffects(ImmutableSortedDictionary<string, SourceEffect> ByQuery)
{
    /// <summary>The columns this adds after the schema's.</summary>
    public static ImmutableArray<string> Names { get; } = ["src.mean_residual", "src.targets"];

    /// <summary>Learns from training rows.</summary>
    public static SourceEffects Fit(TrainingRows rows)
    {
        int[] all = [.. Enumerable.Range(0, rows.Count)];
        Dictionary<string, double> targetMeans = all.GroupBy(i => Key(rows.Groups[i], rows.Targets[i]))
            .ToDictionary(g => g.Key, g => g.Average(i => rows.Scores[i]));
        return new SourceEffects(all.GroupBy(i => Key(rows.Groups[i], rows.Sources[i])).ToImmutableSortedDictionary(
            g => g.Key,
            g => new SourceEffect(g.Average(i => rows.Scores[i] - targetMeans[Key(rows.Groups[i], rows.Targets[i])]), g.Count()),
            StringComparer.Ordinal));
    }

    /// <summary>The schema's features of a pair with the two values of its source after them; NaN where the source was never seen.</summary>
    /// <param name="row">Where they go: <see cref="PredictorSchema"/>'s columns.</param>
    /// <param name="features">The schema's features.</param>
    /// <param name="model">Name of the model.</param>
    /// <param name="task">The task.</param>
    /// <param name="source">Code of the source.</param>
    public void Write(Span<float> row, ReadOnlySpan<float> features, string model, string task, string source)
    {
        features.CopyTo(row);
        SourceEffect? effect = ByQuery.GetValueOrDefault($"{model}|{task}|{source}");
        (row[^2], row[^1]) = ((float?)effect?.MeanResidual ?? float.NaN, effect?.Targets ?? float.NaN);
    }

    static string Key(PairGroups groups, string language) => $"{groups.Model}|{groups.Task}|{language}";
}
