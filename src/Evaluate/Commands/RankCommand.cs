using System.CommandLine;
using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Training.CommandLine;
using TransferPredict.Training.Validation;

namespace TransferPredict.Evaluate.Commands;

/// <summary><c>rank</c>: the best sources for a target, with predicted scores and intervals.</summary>
static class RankCommand
{
    public static Command Create()
    {
        Argument<string> target = Completions.Languages(new Argument<string>("target") { Description = "The language to serve: code, alias or name (fao_Latn, fo, Faroese)" });
        Option<int> top = WholeNumberOption.Create("--top", "Sources shown", 10, 1);
        var wanted = new RankingRequestOptions();
        var questions = new RankingOptions();
        var text = new RankingTextOptions();
        var output = new DataOutput();
        var command = new Command("rank", "Ranks source languages for a target: which to fine-tune on, and how well it will work") { target, top };
        wanted.AddTo(command);
        text.AddTo(command);
        questions.AddTo(command);
        output.AddTo(command);
        command.SetWork((parsed, cancellation) => Run(
            parsed, output, parsed.GetValue(top), parsed.GetValue(target)!, wanted.Read(parsed, text.Read(parsed)), questions.Read(parsed), cancellation));
        return command;
    }

    static int Run(ParseResult parsed, DataOutput output, int top, string target, RankingRequest request, RankingQuestions questions, CancellationToken cancellation)
    {
        ProjectRoot root = ProjectRoot.Find();
        LanguageCatalog catalog = LanguageCatalog.LoadShipped(root);
        var ranking = Ranking.Of(root, catalog, TextTarget.Resolve(catalog, target, request.Text), request, questions, output.Progress(parsed), cancellation);
        Notes.Write(output.IsQuiet(parsed) ? [] : ranking.Caveats);
        RankedSource[] shown = [.. ranking.Sources.Where(s => s.Rank <= top || s.Known is not null || s.Chosen is not null || s == ranking.Suggested)];
        output.Write(parsed, () => RankingData.Json(ranking, request, questions, shown), () => RankingData.Csv(shown));
        if (!output.IsSilent(parsed))
            RankingPrinter.Write(ranking, request, questions, shown);
        return ExitCode.Done;
    }
}
