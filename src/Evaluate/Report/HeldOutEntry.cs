using System.Collections.Immutable;
using TransferPredict.Training;
using TransferPredict.Training.Validation;

namespace TransferPredict.Evaluate.Report;

/// <summary>How well the targets of one setting are predicted while they are held out, beside everything the predictor must beat.</summary>
/// <param name="Pairs">A measured target each: its place among the languages, then for every measured pair place of the source among the setting's, measured and predicted score.</param>
/// <param name="Reports">The predictor, the baselines and the noise ceiling.</param>
/// <param name="Groups">Errors by what targets have in common.</param>
/// <param name="Calibration">What intervals of several levels hold.</param>
/// <param name="Ablations">What each family of features adds.</param>
sealed record HeldOutEntry(
    int[][] Pairs, ImmutableArray<FiguresEntry> Reports, ImmutableSortedDictionary<string, ImmutableArray<GroupEntry>> Groups, ImmutableArray<CalibrationEntry> Calibration,
    ImmutableArray<FiguresEntry> Ablations)
{
    /// <summary>Measured pairs that are judged but not shown, as the predictor lacks their source.</summary>
    public required int Dropped { get; init; }

    /// <summary>Takes one setting of a study.</summary>
    /// <param name="study">The study.</param>
    /// <param name="setting">"model|task|metric", one that the study has.</param>
    /// <param name="languages">The languages of the report.</param>
    /// <param name="sources">Places of the setting's sources among them.</param>
    public static HeldOutEntry Of(AccuracyStudy study, string setting, LanguageList languages, int[] sources)
    {
        int[] members = [.. Enumerable.Range(0, study.Rows.Count).Where(i => study.Rows.Groups[i].Setting == setting)];
        Prediction[] predictions = [.. members.Select(i => study.Predictions[i])];
        SettingReport reports = study.Settings.Single(s => $"{s.Model}|{s.Task}|{s.Metric}" == setting);
        return new HeldOutEntry(
            [.. members.GroupBy(i => study.Rows.Targets[i]).Select(target => (int[])
            [
                languages[target.Key],
                .. target.Select(i => (i, Source: Array.IndexOf(sources, languages[study.Rows.Sources[i]]))).Where(p => p.Source >= 0)
                    .SelectMany(p => (int[])[p.Source, Compact.Score(study.Rows.Scores[p.i]), Compact.Score(study.Predictions[p.i].Predicted)]),
            ])],
            [.. reports.Reports.Select(r => FiguresEntry.Of(r, study.Headline.Name))],
            GroupEntry.All(study.Rows, members, predictions),
            [.. CalibrationEntry.Levels.Select(level => CalibrationEntry.Of(predictions, level))],
            [.. study.Ablations.Select(a => FiguresEntry.Of(a, setting, predictions.Length))])
        {
            Dropped = members.Count(i => !sources.Contains(languages[study.Rows.Sources[i]])),
        };
    }
}
