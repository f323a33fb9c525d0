using System.CommandLine;
using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Tables;
using TransferPredict.Training.CommandLine;
using TransferPredict.Training.Predictor;

namespace TransferPredict.Evaluate.Commands;

/// <summary><c>explain</c>: what raised and what lowered the prediction for a source, against the target's average source.</summary>
static class ExplainCommand
{
    public static Command Create()
    {
        Argument<string> source = Completions.Languages(new Argument<string>("source") { Description = "The language to fine-tune on: code, alias or name" });
        Argument<string> target = Completions.Languages(new Argument<string>("target") { Description = "The language to serve" });
        Option<int> top = WholeNumberOption.Create("--top", "Features shown that raise the prediction, and that lower it", 5, 1);
        Option<double> level = LevelOption.Create("Coverage that the interval promises");
        var wanted = new RankingRequestOptions();
        var text = new RankingTextOptions();
        var output = new DataOutput();
        var command = new Command("explain", "Says what raised and lowered the prediction for a source, against the average source") { source, target, top, level };
        wanted.AddTo(command);
        text.AddTo(command);
        output.AddTo(command);
        command.SetWork((parsed, cancellation) => Run(
            parsed, output, parsed.GetValue(source)!, parsed.GetValue(target)!, parsed.GetValue(top), parsed.GetValue(level), wanted.Read(parsed, text.Read(parsed)), cancellation));
        return command;
    }

    static int Run(
        ParseResult parsed, DataOutput output, string source, string target, int top, double level, RankingRequest request, CancellationToken cancellation)
    {
        ProjectRoot root = ProjectRoot.Find();
        LanguageCatalog catalog = LanguageCatalog.LoadShipped(root);
        Language from = catalog.Resolve(source), to = TextTarget.Resolve(catalog, target, request.Text);
        using var candidates = RankingCandidates.Load(root, catalog, to, request, output.Progress(parsed), cancellation);
        Explanation found = candidates.Explain(from, level);
        Notes.Write(output.IsQuiet(parsed) ? [] : candidates.Caveats);
        Reason[] strongest = [.. found.Reasons.OrderByDescending(r => Math.Abs(r.Effect)).ThenBy(r => r.Feature, StringComparer.Ordinal)];
        (string Family, double Effect)[] families =
            [.. strongest.GroupBy(r => r.Family).Select(g => (g.Key, Effect: g.Sum(r => r.Effect))).OrderByDescending(f => Math.Abs(f.Effect))];
        output.Write(parsed,
            () => new
            {
                Source = from.Code,
                Target = to.Code,
                request.Task,
                candidates.Metric,
                request.Model,
                Level = level,
                Predicted = found.Prediction.Score,
                found.Prediction.Lower,
                found.Prediction.Upper,
                found.Rank,
                found.Average,
                found.Order,
                Families = families.Select(f => new { f.Family, f.Effect }),
                Reasons = strongest.Select(r => new { r.Feature, r.Family, Value = double.IsNaN(r.Value) ? (double?)null : r.Value, r.Effect, Words = ReasonWords.Of(r) }),
            },
            () => strongest.Select(r => $"{r.Feature},{r.Family},{CsvCell.Of(r.Value)},{CsvCell.Of(r.Effect)},{CsvCell.Of(ReasonWords.Of(r))}").Prepend("feature,family,value,effect,words"));
        if (!output.IsSilent(parsed))
            ExplanationPrinter.Write(from, to, request, found, candidates.Sources.Count, strongest, families, top);
        return ExitCode.Done;
    }
}
