using System.Collections.Immutable;
using TransferPredict.Features.Languages;

namespace TransferPredict.Training.Validation;

/// <summary>What regressors learn from: features, scores and groups, one entry of each a row.</summary>
public sealed record TrainingRows
{
    /// <summary>Names of the features, in the order of columns.</summary>
    public required ImmutableArray<string> FeatureNames { get; init; }

    /// <summary>Count x features values, row after row; NaN where a feature has no value.</summary>
    public required float[] Features { get; init; }

    /// <summary>Measured scores, in [0, 1]; NaN in rows that are to be predicted, unless the score is told as a probe.</summary>
    public required double[] Scores { get; init; }

    /// <summary>What each row belongs to.</summary>
    public required PairGroups[] Groups { get; init; }

    /// <summary>Codes of the sources.</summary>
    public required string[] Sources { get; init; }

    /// <summary>Codes of the targets.</summary>
    public required string[] Targets { get; init; }

    /// <summary>Facts of the sources and targets, by code; a language without facts may be missing.</summary>
    public ImmutableDictionary<string, Language> Languages { get; init; } = ImmutableDictionary<string, Language>.Empty;

    /// <summary>Number of rows.</summary>
    public int Count => Scores.Length;

    /// <summary>The features of one row.</summary>
    public ReadOnlySpan<float> Row(int row) => Features.AsSpan(row * FeatureNames.Length, FeatureNames.Length);

    /// <summary>The sources that compete for one target, in one model, task and metric: "model|task|metric|target".</summary>
    public string Query(int row) => $"{Groups[row].Setting}|{Targets[row]}";

    /// <summary>Some of the rows, in the order given; a row may be taken more than once.</summary>
    public TrainingRows Select(ImmutableArray<int> rows)
    {
        int columns = FeatureNames.Length, count = rows.Length;
        var some = this with
        {
            Features = new float[count * columns],
            Scores = new double[count],
            Groups = new PairGroups[count],
            Sources = new string[count],
            Targets = new string[count],
        };
        for (int i = 0; i < count; i++)
        {
            int row = rows[i];
            Features.AsSpan(row * columns, columns).CopyTo(some.Features.AsSpan(i * columns));
            some.Scores[i] = Scores[row];
            some.Groups[i] = Groups[row];
            some.Sources[i] = Sources[row];
            some.Targets[i] = Targets[row];
        }
        return some;
    }

    /// <summary>These rows and then others, which have the same features.</summary>
    public TrainingRows Followed(TrainingRows others) => this with
    {
        Features = [.. Features, .. others.Features],
        Scores = [.. Scores, .. others.Scores],
        Groups = [.. Groups, .. others.Groups],
        Sources = [.. Sources, .. others.Sources],
        Targets = [.. Targets, .. others.Targets],
    };

    /// <summary>The same rows with some of the features.</summary>
    /// <param name="keeps">Whether a feature of a name stays.</param>
    public TrainingRows WithFeatures(Func<string, bool> keeps)
    {
        int[] columns = [.. Enumerable.Range(0, FeatureNames.Length).Where(c => keeps(FeatureNames[c]))];
        float[] features = new float[Count * columns.Length];
        for (int row = 0; row < Count; row++)
            for (int c = 0; c < columns.Length; c++)
                features[row * columns.Length + c] = Features[row * FeatureNames.Length + columns[c]];
        return this with { FeatureNames = [.. columns.Select(c => FeatureNames[c])], Features = features };
    }

    /// <summary>The same rows with every score NaN: what a fold's model is shown of the rows it must predict.</summary>
    /// <param name="except">Whether the score of a row stays all the same; null for none.</param>
    public TrainingRows WithoutScores(Func<int, bool>? except = null)
    {
        double[] unknown = new double[Count];
        for (int row = 0; row < unknown.Length; row++)
            unknown[row] = except?.Invoke(row) == true ? Scores[row] : double.NaN;
        return this with { Scores = unknown };
    }
}
