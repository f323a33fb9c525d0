using TransferPredict.Training.CommandLine;
using TransferPredict.Training.LightGbm;
using TransferPredict.Training.Predictor;

namespace TransferPredict.Evaluate;

/// <summary>Which parameters nested cross-validation chose, and how often.</summary>
static class TuningPrinter
{
    public static void Write(TunedRegressor tuned)
    {
        (LightGbmParameters Parameters, int Times)[] chosen = [.. tuned.Choices.Where(c => c.Times > 0).OrderByDescending(c => c.Times)];
        Console.WriteLine($"Parameters chosen inside {Cells.Count(chosen.Sum(c => c.Times), "training")}: {string.Join("; ", chosen.Select(c => $"{Named(c.Parameters)} in {c.Times}"))}.");
    }

    static string Named(LightGbmParameters p) => FormattableString.Invariant(
        $"{p.Iterations} trees of {p.Leaves} leaves with {p.MinDataInLeaf} rows or more, L2 {p.LambdaL2}");
}
