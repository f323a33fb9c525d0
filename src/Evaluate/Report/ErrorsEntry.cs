using TransferPredict.Training.Probing;

namespace TransferPredict.Evaluate.Report;

/// <summary>The predictor's errors on held-out targets in one setting: what known scores, ties and intervals rest on.</summary>
/// <param name="Sources">Places of the sources among the setting's sources; null for one that is none of them.</param>
/// <param name="Targets">ISO 639-3 group of each target.</param>
/// <param name="Errors">The errors of each target, by source, in units of 0.00001; null where the pair was not measured.</param>
sealed record ErrorsEntry(int?[] Sources, string[] Targets, int?[][] Errors)
{
    public static ErrorsEntry? Of(SettingErrors? errors, string[] sources) => errors is null ? null : new ErrorsEntry(
        [.. errors.Sources.Select(s => Array.IndexOf(sources, s) is >= 0 and int place ? place : (int?)null)],
        [.. errors.Targets.Select(t => t.Group)],
        [.. errors.Targets.Select(t => t.Errors.Select(e => double.IsNaN(e) ? (int?)null : Compact.Score(e)).ToArray())]);
}
