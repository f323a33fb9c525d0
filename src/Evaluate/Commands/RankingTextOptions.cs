using System.CommandLine;
using TransferPredict.Training.CommandLine;

namespace TransferPredict.Evaluate.Commands;

/// <summary>The options that give a ranking the target's own text.</summary>
sealed class RankingTextOptions
{
    readonly Option<string?> _text = File("--text", "Text of the target, one sentence a line, about 1,000: ranks for it whether tables have it or not (.gz is unpacked)");

    readonly Option<string?> _parallel = File("--parallel", "Text of the target whose line i translates line i of the other <language code>.txt or .txt.gz files in its folder");

    readonly Option<string?> _family = Name("--family", "Family of a language that data/languages.csv does not list");

    readonly Option<string?> _genus = Name("--genus", "Genus, likewise");

    readonly Option<string?> _cache = TextOptions.Folder("--cache", "Where is kept what was measured of the text; in the user's cache folder when left out");

    public void AddTo(Command command)
    {
        Option[] dependent = [_parallel, _family, _genus, _cache];
        foreach (Option option in (Option[])[_text, .. dependent])
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_text) is null && Array.Find(dependent, option => result.GetResult(option) is not null) is { } given)
                result.AddError($"{given.Name} is given without --text; expected both.");
        });
    }

    public RankingText? Read(ParseResult parsed) => parsed.GetValue(_text) is { } file
        ? new RankingText(file, parsed.GetValue(_parallel), parsed.GetValue(_family)?.Trim(), parsed.GetValue(_genus)?.Trim(), parsed.GetValue(_cache))
        : null;

    static Option<string?> File(string name, string description) => PathOption.Check(new Option<string?>(name) { Description = description, HelpName = "FILE" });

    static Option<string?> Name(string name, string description) => PathOption.Check(new Option<string?>(name) { Description = description, HelpName = "NAME" });
}
