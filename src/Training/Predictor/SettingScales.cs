using System.Collections.Immutable;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Predictor;

/// <summary>
/// The scale of each model, task and metric, learned from training rows only: one predictor serves several because its trees learn
/// scores in standard deviations from their setting's mean.
/// </summary>
/// <param name="BySetting">"model|task|metric" to its scale.</param>
public sealed record SettingScales(ImmutableSortedDictionary<string, SettingScale> BySetting)
{
    /// <summary>Learns from training rows.</summary>
    public static SettingScales Fit(TrainingRows rows) => new(Enumerable.Range(0, rows.Count).GroupBy(i => rows.Groups[i].Setting)
        .ToImmutableSortedDictionary(g => g.Key, g => Of([.. g.Select(i => rows.Scores[i])]), StringComparer.Ordinal));

    /// <summary>
    /// The scale of a setting; of one that was not in the training rows, the mean scale of those of the same task and metric, or of all
    /// where there is none.
    /// </summary>
    /// <param name="setting">Model, task and metric, as <see cref="PairGroups.Setting"/> has them.</param>
    public SettingScale Of(string setting)
    {
        if (BySetting.TryGetValue(setting, out SettingScale? scale))
            return scale;
        string task = setting[setting.IndexOf('|', StringComparison.Ordinal)..];
        SettingScale[] like = [.. BySetting.Where(s => s.Key.EndsWith(task, StringComparison.Ordinal)).Select(s => s.Value)];
        if (like.Length == 0)
            like = [.. BySetting.Values];
        return new SettingScale(like.Average(s => s.Mean), like.Average(s => s.Deviation));
    }

    static SettingScale Of(double[] scores)
    {
        double mean = scores.Average(), deviation = Math.Sqrt(scores.Average(s => (s - mean) * (s - mean)));
        return new SettingScale(mean, deviation > 0 ? deviation : 1);
    }
}
