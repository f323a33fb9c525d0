using TransferPredict.Training.CommandLine;
using TransferPredict.Training.Probing;

namespace TransferPredict.Evaluate;

/// <summary>How far the sources that rank calls tied can be trusted, as people read it; nothing where it is not known.</summary>
static class TiePrinter
{
    public static void Write(TieStudy? study, double level)
    {
        if (study is null)
            return;
        string interval = study.Held.Interval is { } i ? $" (95 % interval {Cells.Range(i.Low, i.High)})" : "";
        Console.WriteLine($"The sources tied at the top at {Cells.Percent(level)}, {study.Tied:0.0} of {study.Sources:0.0} on average, hold the best one in {study.Held.Value:0.000} of {Cells.Count(study.Queries, "ranking")}{interval}.");
    }
}
