using TransferPredict.Training.Validation;
using TransferPredict.Training.Validation.Baselines;

namespace TransferPredict.Training.CommandLine;

/// <summary>The figures of every task and model by itself, each beside its baselines and its noise ceiling.</summary>
static class SettingTable
{
    static readonly string[] _baselines = ["source mean", "English", "LambdaRank"];

    /// <summary>Writes the settings of a study to standard output; nothing where there is one, which the table of all shows.</summary>
    public static void Write(AccuracyStudy study)
    {
        if (study.Settings.Length < 2)
            return;
        var table = new TextTable(["<by task and model", "pairs", .. AccuracyTable.Columns.Select(c => c.Heading)]);
        foreach (SettingReport setting in study.Settings)
        {
            table.Add(Tone.Strong, [$"{setting.Task} with {setting.Model}, {setting.Metric}", setting.Reports[0].Rows.ToString(), .. AccuracyTable.Figures(setting.Reports[0])]);
            foreach (AccuracyReport report in Shown(setting))
                table.Add(["  " + AccuracyTable.NameOf(report), report.Rows == setting.Reports[0].Rows ? "" : report.Rows.ToString(), .. AccuracyTable.Figures(report)]);
        }
        table.Write();
        Console.WriteLine();
    }

    static IEnumerable<AccuracyReport> Shown(SettingReport setting) =>
    [
        .. setting.Reports.Where(r => _baselines.Contains(r.Name)),
        .. setting.Reports.Where(AccuracyTable.IsSingleFeature).OrderByDescending(r => r.Metrics.Ndcg3).Take(1),
        .. setting.Reports.Where(AccuracyTable.IsCeiling),
    ];
}
