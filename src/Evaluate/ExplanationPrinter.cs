using TransferPredict.Features.Languages;
using TransferPredict.Training.CommandLine;
using TransferPredict.Training.Predictor;

namespace TransferPredict.Evaluate;

/// <summary>Tells a person why a source is predicted what it is.</summary>
static class ExplanationPrinter
{
    const double Shown = 0.0005; // what would print as 0.000

    public static void Write(
        Language source, Language target, RankingRequest request, Explanation found, int sources, IReadOnlyList<Reason> strongest, IEnumerable<(string Family, double Effect)> families, int top)
    {
        Console.WriteLine($"{source.Name} ({source.Code}) for {target.Name} ({target.Code}), {request.Task} with {request.Model}:");
        Console.WriteLine($"predicted {Cells.Score(found.Prediction.Score)} ({Cells.Range(found.Prediction.Lower, found.Prediction.Upper)}), rank {found.Rank} of {sources}; the average source {Cells.Score(found.Average)}.");
        Console.WriteLine();
        var table = new TextTable("<family", "effect", "~");
        (string Family, double Effect)[] effects = [.. families, ("order of all boosters", found.Order)];
        double longest = effects.Max(e => Math.Abs(e.Effect));
        foreach ((string family, double effect) in effects)
            table.Add(family, Effect(effect), Bar(effect, longest));
        table.Write();
        Part("Raised most by", strongest.Where(r => r.Effect >= Shown).Take(top));
        Part("Lowered most by", strongest.Where(r => r.Effect <= -Shown).Take(top));
        Console.WriteLine();
        Console.WriteLine("effect: what the feature adds to the score, less what it adds for the average source of this target (TreeSHAP, the booster of scores); all sum to the prediction.");
        Console.WriteLine("order of all boosters: what it changes that sources get their scores in the order on which the boosters of scores, shape and ranking agree (docs/predictor.md).");
    }

    static void Part(string title, IEnumerable<Reason> reasons)
    {
        Reason[] shown = [.. reasons];
        if (shown.Length == 0)
            return;
        var table = new TextTable("<feature", "value", "effect", "~");
        double longest = shown.Max(r => Math.Abs(r.Effect));
        foreach (Reason reason in shown)
            table.Add(reason.Feature, Cells.Measure(reason.Value), Effect(reason.Effect), Bar(reason.Effect, longest));
        Console.WriteLine();
        Console.WriteLine($"{title}:");
        table.Write();
        foreach (Reason reason in shown)
            Console.WriteLine($"- {ReasonWords.Of(reason)}");
    }

    static TableCell Effect(double effect) => new((effect >= 0 ? "+" : "-") + Cells.Score(Math.Abs(effect)), ToneOf(effect));

    static TableCell Bar(double effect, double longest) => new(longest > 0 ? Bars.Share(effect, longest) : "", ToneOf(effect));

    static Tone ToneOf(double effect) => effect >= Shown ? Tone.Raised : effect <= -Shown ? Tone.Lowered : Tone.Plain;
}
