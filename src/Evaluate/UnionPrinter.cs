using TransferPredict.Training.CommandLine;
using TransferPredict.Training.Sets;
using TransferPredict.Training.Validation;

namespace TransferPredict.Evaluate;

/// <summary>How well measured unions of sources are predicted, as people read it; nothing where none was measured.</summary>
static class UnionPrinter
{
    static readonly (string Heading, string Metric)[] _columns = [("MAE", "mae"), ("RMSE", "rmse"), ("R²", "r2"), ("regret@1", "regret1")];

    public static void Write(UnionStudy study)
    {
        if (study.Reports.IsEmpty)
            return;
        Console.WriteLine();
        var table = new TextTable(["<unions of sources", .. _columns.Select(c => c.Heading)]);
        foreach (AccuracyReport report in study.Reports)
            table.Add([report.Name, .. _columns.Select(c => Cells.Score(report.Metrics[c.Metric]))]);
        table.Write();
        Console.WriteLine();
        Console.WriteLine($"{Cells.Count(study.Reports[0].Rows, "union")}, {Cells.Count(study.Reports[0].Targets, "target language")} (docs/rank.md)"
            + (study.LeftOut > 0 ? $"; left out: {study.LeftOut} with a member that was not predicted for the target." : "."));
    }
}
