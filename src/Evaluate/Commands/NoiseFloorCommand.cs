using System.CommandLine;
using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Tables;
using TransferPredict.Training.CommandLine;

namespace TransferPredict.Evaluate.Commands;

/// <summary><c>noise-floor</c>: how far two samples of one language differ, beside how far two languages do.</summary>
static class NoiseFloorCommand
{
    public static Command Create()
    {
        Argument<string> model = Completions.Models(new Argument<string>("model") { Description = "Name of a folder in models/" });
        var output = new DataOutput();
        var command = new Command("noise-floor", "Shows which spectral similarities can tell languages apart: halves of one language beside pairs of two") { model };
        output.AddTo(command);
        command.SetWork((parsed, cancellation) => Run(parsed, parsed.GetValue(model)!, output, cancellation));
        return command;
    }

    static int Run(ParseResult parsed, string model, DataOutput output, CancellationToken cancellation)
    {
        ProjectRoot root = ProjectRoot.Find();
        LanguageProfiles profiles = ModelLanguages.Stored(root, LanguageCatalog.LoadShipped(root), model);
        CorpusFolder corpora = CorpusFolder.Open(root.Counts, model);
        NoiseFloor floor = output.Progress(parsed).Run("Measuring halves of each language", corpora.Languages.Length, done => NoiseFloor.Measure(
            MultilingualModel.Open(model, root.Model(model)), corpora, profiles, Environment.ProcessorCount, done, cancellation));

        output.Write(parsed, () => new
        {
            Model = model,
            floor.Languages,
            Features = floor.Features.Select(f => new { Feature = f.Name, Halves = Known(f.Halves), Pairs = Known(f.Pairs), Distinct = Known(f.Distinct) }),
        },
            () => floor.Features.Select(f => string.Join(',', f.Name, CsvCell.Of(f.Halves), CsvCell.Of(f.Pairs), CsvCell.Of(f.Distinct))).Prepend("feature,halves,pairs,distinct"));
        if (output.IsSilent(parsed))
            return ExitCode.Done;

        Console.WriteLine($"Spectral similarity in {model}, {floor.Languages} languages:");
        var table = new TextTable("<feature", "halves", "pairs", "distinct");
        foreach (NoiseFloor.Feature f in floor.Features)
            table.Add(f.Name, Cells.Measure(f.Halves), Cells.Measure(f.Pairs), new TableCell(Cells.Score(f.Distinct), Tone.Strong));
        table.Write();
        Console.WriteLine();
        Console.WriteLine("halves: median between two random halves of one language's text; pairs: median between two languages;");
        Console.WriteLine("distinct: share of the pairs that differ more than nine in ten halves do.");
        return ExitCode.Done;
    }

    static double? Known(double value) => double.IsNaN(value) ? null : value;
}
