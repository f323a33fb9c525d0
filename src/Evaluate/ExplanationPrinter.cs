using TransferPredict.Features.Languages;
using TransferPredict.Training.CommandLine;
using TransferPredict.Training.Predictor;

namespace TransferPredict.Evaluate;

/// <summary>Tells a person why a source is predicted what it is.</summary>
static class ExplanationPrinter
{
    const double Shown = 0.0005; // what would print as 0.000

    public static void Write(Language source, Language target, RankingRequest request, Explanation found, int sources, Reason[] strongest, int top)
    {
        Console.WriteLine($"{source.Name} ({source.Code}) for {target.Name} ({target.Code}), {request.Task} with {request.Model}:");
        Console.WriteLine($"predicted {Cells.Score(found.Prediction.Score)} ({Cells.Range(found.Prediction.Lower, found.Prediction.Upper)}), rank {found.Rank} of {sources}; the average source {Cells.Score(found.Average)}.");
        Console.WriteLine();
        var families = new TextTable("<family", "effect");
        foreach ((string family, double effect) in strongest.GroupBy(r => r.Family).Select(g => (g.Key, g.Sum(r => r.Effect))).OrderByDescending(f => Math.Abs(f.Item2)))
            families.Add(family, Signed(effect));
        families.Add("order of all boosters", Signed(found.Order));
        families.Write();
        Part("Raised most by", strongest.Where(r => r.Effect >= Shown).Take(top));
        Part("Lowered most by", strongest.Where(r => r.Effect <= -Shown).Take(top));
        Console.WriteLine();
        Console.WriteLine("effect: what the feature adds to the score, less what it adds for the average source of this target (TreeSHAP); all sum to the prediction.");
    }

    static void Part(string title, IEnumerable<Reason> reasons)
    {
        var table = new TextTable("<feature", "value", "effect");
        int rows = 0;
        foreach (Reason reason in reasons)
        {
            table.Add(reason.Feature, Cells.Measure(reason.Value), Signed(reason.Effect));
            rows++;
        }
        if (rows == 0)
            return;
        Console.WriteLine();
        Console.WriteLine($"{title}:");
        table.Write();
    }

    static string Signed(double effect) => (effect >= 0 ? "+" : "-") + Cells.Score(Math.Abs(effect));
}
