using System.Collections.Immutable;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Predictor;

/// <summary>The features that are learned from training rows, inside each fold, and travel with a predictor.</summary>
/// <param name="Sources">What each source is worth as such.</param>
/// <param name="Near">What was measured on targets near a target.</param>
/// <param name="Scales">The scale of each model, task and metric: the others are given on it.</param>
public sealed record LearnedFeatures(SourceEffects Sources, NearTargets Near, SettingScales Scales)
{
    const string Unseen = "";

    /// <summary>The columns, in the order in which they follow the other features.</summary>
    public static ImmutableArray<string> Names { get; } = [.. SourceEffects.Names, .. NearTargets.Names];

    /// <summary>Learns from training rows.</summary>
    public static LearnedFeatures Fit(TrainingRows rows) => new(SourceEffects.Fit(rows), NearTargets.Fit(rows), SettingScales.Fit(rows));

    /// <summary>The rows' features with the learned ones after them, row after row.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="forgets">Whether the source of a row is to be taken for one that was never seen; null for none.</param>
    public float[] Matrix(TrainingRows rows, Func<bool>? forgets = null)
    {
        int columns = rows.FeatureNames.Length + Names.Length;
        float[] matrix = new float[rows.Count * columns];
        Dictionary<(string, string), Neighbourhood?> around = [];
        for (int i = 0; i < rows.Count; i++)
        {
            (string setting, string target) = (rows.Groups[i].Setting, rows.Targets[i]);
            if (!around.TryGetValue((setting, target), out Neighbourhood? near))
                around.Add((setting, target), near = Near.Around(setting, NearTargets.FactsOf(rows, i)));
            Span<float> row = matrix.AsSpan(i * columns, columns);
            rows.Row(i).CopyTo(row);
            Write(row[^Names.Length..], setting, forgets?.Invoke() == true ? Unseen : rows.Sources[i], near);
        }
        return matrix;
    }

    /// <summary>Writes the learned features of a pair; NaN where nothing was learned.</summary>
    /// <param name="cells">Where they go: a cell for each of <see cref="Names"/>.</param>
    /// <param name="setting">Model, task and metric.</param>
    /// <param name="source">Code of the source.</param>
    /// <param name="near">What surrounds the target.</param>
    public void Write(Span<float> cells, string setting, string source, Neighbourhood? near)
    {
        SettingScale scale = Scales.Of(setting);
        Sources.Write(cells[..SourceEffects.Names.Length], setting, source);
        cells[0] = (float)(cells[0] / scale.Deviation);
        cells = cells[SourceEffects.Names.Length..];
        (cells[0], cells[1], cells[2]) = near is null
            ? (float.NaN, float.NaN, float.NaN) : ((float)(near.Residual(source) / scale.Deviation), (float)scale.Standardise(near.Level), (float)near.Weight);
    }
}
