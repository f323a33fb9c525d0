using System.CommandLine;
using System.Globalization;
using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Tables;
using TransferPredict.Training.CommandLine;

namespace TransferPredict.Evaluate.Commands;

/// <summary><c>languages</c>: every language of the catalogue, with its facts and what is measured of it.</summary>
static class LanguagesCommand
{
    public static Command Create()
    {
        var search = new Argument<string?>("search") { Description = "Part of a code, name or family; all languages when left out", Arity = ArgumentArity.ZeroOrOne };
        Option<string> model = Completions.Models(PathOption.Check(new Option<string>("--model") { Description = "The model whose text is told", HelpName = "NAME", DefaultValueFactory = _ => Defaults.Model }));
        var output = new DataOutput();
        var command = new Command("languages", "Lists the languages, their codes and facts, and the text measured of each") { search, model };
        output.AddTo(command);
        command.SetAction(parsed => Run(parsed, parsed.GetValue(search), parsed.GetValue(model)!, output));
        return command;
    }

    static int Run(ParseResult parsed, string? search, string model, DataOutput output)
    {
        ProjectRoot root = ProjectRoot.Find();
        LanguageCatalog catalog = LanguageCatalog.LoadShipped(root);
        CorpusFolder corpora = CorpusFolder.Open(root.Counts, model);
        HashSet<string> counted = [.. corpora.Languages];
        Language[] found = [.. catalog.Languages.Where(l => search is null || Matches(l, search))];
        if (found.Length == 0)
            throw new UnknownLanguageException(search!, catalog.Nearest(search!), root.LanguagesFile);

        output.Write(parsed,
            () => new { Languages = found.Select(l => new { l.Code, l.Name, Iso639_3 = l.Iso6393, Iso639_1 = l.Iso6391, l.Aliases, l.Family, l.Genus, l.Script, l.Latitude, l.Longitude, Counted = counted.Contains(l.Code) }) },
            () => found.Select(l => string.Join(',', l.Code, CsvCell.Of(l.Name), l.Iso6393, l.Iso6391, CsvCell.Of(string.Join('|', l.Aliases)), CsvCell.Of(l.Family ?? ""), CsvCell.Of(l.Genus ?? ""), l.Script,
                CsvCell.Of(l.Latitude ?? double.NaN), CsvCell.Of(l.Longitude ?? double.NaN), counted.Contains(l.Code) ? "true" : "false"))
                .Prepend("code,name,iso639_3,iso639_1,aliases,family,genus,script,latitude,longitude,counted"));
        if (output.IsSilent(parsed))
            return ExitCode.Done;

        var table = new TextTable("<code", "<name", "<family", "<genus", "lat", "long", "<text");
        foreach (Language l in found)
            table.Add(new TableCell(l.Code, Tone.Strong), l.Name, l.Family ?? Cells.None, l.Genus ?? Cells.None, Degrees(l.Latitude), Degrees(l.Longitude),
                counted.Contains(l.Code) ? corpora.FactsOf(l.Code)?.Text ?? "counted" : Cells.None);
        table.Write();
        Console.WriteLine();
        Console.WriteLine($"{found.Length} language{(found.Length == 1 ? "" : "s")}, {found.Count(l => counted.Contains(l.Code))} with counts of text for {model}. Degrees north and east.");
        return ExitCode.Done;
    }

    static bool Matches(Language l, string search) =>
        ((string?[])[l.Code, l.Name, l.Family, l.Genus, l.Script, .. l.Aliases]).Any(t => t?.Contains(search, StringComparison.OrdinalIgnoreCase) == true);

    static string Degrees(double? value) => value?.ToString("0.0", CultureInfo.InvariantCulture) ?? Cells.None;
}
