using System.Collections.Immutable;
using TransferPredict.Training.Scores;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.FeatureTables;

/// <summary>A table of features and scores in memory.</summary>
public sealed class FeatureTable : IFeatureRows
{
    readonly Dictionary<string, string> _groups = new(StringComparer.Ordinal);

    /// <summary>Makes a table.</summary>
    /// <param name="schema">What the features of the rows are.</param>
    /// <param name="rows">Features under the schema's names, scores from 0 to 1 or NaN, groups; names of tasks, metrics, models and languages are words.</param>
    /// <param name="weights">What each row counts in training, 0 or more.</param>
    /// <exception cref="ArgumentException">They are not so; the message names the row.</exception>
    public FeatureTable(TableSchema schema, TrainingRows rows, ImmutableArray<float> weights)
    {
        if (schema.Names.Length != rows.FeatureNames.Length)
            throw new ArgumentException($"The rows have {rows.FeatureNames.Length} features; expected {schema.Names.Length}, as the schema has.", nameof(rows));
        if (Enumerable.Range(0, schema.Names.Length).FirstOrDefault(i => schema.Names[i] != rows.FeatureNames[i], -1) is >= 0 and var other)
            throw new ArgumentException($"Feature {other} of the rows is '{rows.FeatureNames[other]}'; expected '{schema.Names[other]}', as the schema has there.", nameof(rows));
        if (weights.Length != rows.Count)
            throw new ArgumentException($"There are {weights.Length} weights for {rows.Count} rows; expected one a row.", nameof(weights));
        (Schema, Rows, Weights) = (schema, rows, weights);
        for (int i = 0; i < rows.Count; i++)
        {
            RequireRow(i);
            _groups[rows.Sources[i]] = rows.Groups[i].SourceGroup;
            _groups[rows.Targets[i]] = rows.Groups[i].TargetGroup;
        }
    }

    /// <inheritdoc/>
    public TableSchema Schema { get; }

    /// <summary>Features, scores and groups.</summary>
    public TrainingRows Rows { get; }

    /// <summary>What each row counts in training.</summary>
    public ImmutableArray<float> Weights { get; }

    /// <summary>A table of rows that all count the same.</summary>
    public static FeatureTable Of(TrainingRows rows) => new(TableSchema.Of(rows.FeatureNames), rows, [.. Enumerable.Repeat(1f, rows.Count)]);

    /// <inheritdoc/>
    public IEnumerable<FeatureRow> Read()
    {
        int columns = Schema.Names.Length;
        for (int i = 0; i < Rows.Count; i++)
        {
            PairGroups groups = Rows.Groups[i];
            yield return new FeatureRow(
                groups.Task, groups.Metric, groups.Model, Rows.Sources[i], Rows.Targets[i], Rows.Scores[i], Weights[i], Rows.Features.AsMemory(i * columns, columns));
        }
    }

    /// <inheritdoc/>
    public string GroupOf(string language) => _groups[language];

    void RequireRow(int row)
    {
        PairGroups groups = Rows.Groups[row];
        string place = $"Row {row} ({Rows.Sources[row]} to {Rows.Targets[row]})";
        if (!(Weights[row] is >= 0 and < float.PositiveInfinity))
            throw new ArgumentException($"{place} has the weight {Weights[row]}; expected a number of 0 or more.");
        if (Rows.Scores[row] is not (>= 0 and <= 1 or double.NaN))
            throw new ArgumentException($"{place} has the score {Rows.Scores[row]}; expected a fraction from 0 to 1, or NaN for none.");
        if (((string[])[groups.Task, groups.Metric, groups.Model, Rows.Sources[row], Rows.Targets[row]]).FirstOrDefault(n => !ScoreFile.IsWord(n)) is { } name)
            throw new ArgumentException($"{place} has the name '{name}'; expected letters, digits, '.', '_' and '-', a letter or digit first.");
    }
}
