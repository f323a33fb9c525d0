using System.Globalization;
using TransferPredict.Training.CommandLine;

namespace TransferPredict.Evaluate;

/// <summary>A ranking as people read it.</summary>
static class RankingPrinter
{
    const string TieMark = "=";
    const double LeastGain = 0.00005; // what the table shows as more than nothing

    public static void Write(Ranking ranking, RankingRequest request, RankingQuestions questions, RankedSource[] shown)
    {
        bool ties = ranking.Sources.Any(s => s.Tied is not null), known = !questions.Known.IsEmpty;
        Console.WriteLine($"Sources for {ranking.Target.Name} ({ranking.Target.Code}), {request.Task} with {request.Model}, best first:");
        var table = new TextTable(
        [
            "rank", "<source", "<name", "?genus", "predicted", "~0 to 1", .. If(ties, TieMark), $"{Cells.Percent(questions.Level)} interval", "measured",
            .. If(known, "known"), .. If(questions.Suggest, "gain"), .. If(questions.Choose is not null, "chosen"), .. If(questions.Choose is not null, "together"),
        ]);
        foreach (RankedSource s in shown)
        {
            table.Add(
            [
                Whole(s.Rank), s.Source.Code, s.Source.Name, s.Source.Genus ?? s.Source.Family ?? Cells.None, new TableCell(Cells.Score(s.Predicted), Tone.Strong), new TableCell(Bars.Interval(s.Lower, s.Predicted, s.Upper), Tone.Raised),
                .. If(ties, s.Tied == true ? TieMark : ""), Cells.Range(s.Lower, s.Upper), Cells.Score(s.Measured), .. If(known, Cells.Score(s.Known)),
                .. If(questions.Suggest, Gain(s.Gain)), .. If(questions.Choose is not null, s.Chosen is { } place ? Whole(place) : ""),
                .. If(questions.Choose is not null, s.Union is { } union ? Cells.Score(union) : ""),
            ]);
        }
        table.Write();
        Console.WriteLine();
        Console.WriteLine($"{shown.Length} of {Cells.Count(ranking.Sources.Length, "source")}.");
        if (ties)
            Console.WriteLine(ranking.Sources.Count(s => s.Tied == true) is var tied and > 1
                ? $"{TieMark}: {tied} sources are tied: that they are worse than the first is less than {Cells.Percent(questions.Level)} sure."
                : $"{TieMark}: no other source is tied with the first: that each is worse is {Cells.Percent(questions.Level)} sure or more.");
        Console.WriteLine("measured: the pair's own score in data/scores, which the shipped predictor has seen; - where there is none.");
        if (questions.Suggest)
            Console.WriteLine(ranking.Suggested is { Gain: >= LeastGain } next
                ? $"Measure {next.Source.Name} ({next.Source.Code}) next: the source then chosen is expected to score {Gain(next.Gain)} higher (gain)."
                : "No measurement is expected to gain anything worth telling: which source is chosen will hardly change.");
        if (questions.Choose is not null)
            Console.WriteLine($"together: expected score of those chosen up to that one, fine-tuned on with equal shares, if a union serves as well as its best member (docs/rank.md).");
    }

    static string Gain(double? gain) => gain is { } g ? g.ToString("0.0000", CultureInfo.InvariantCulture) : Cells.None;

    static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    static string[] If(bool wanted, string cell) => wanted ? [cell] : [];
}
