using System.CommandLine;
using System.CommandLine.Help;
using System.Text;
using TransferPredict.Training.CommandLine;

namespace TransferPredict.Evaluate;

/// <summary>docs/cli.md: every command with its arguments, options and examples, as the commands themselves have them.</summary>
static class CliPage
{
    const string Start = "dotnet run --project src/Evaluate -- ";

    /// <summary>The page.</summary>
    /// <param name="root">The program.</param>
    /// <param name="examples">Examples of each command, without what starts the program.</param>
    public static string Text(RootCommand root, IReadOnlyDictionary<Command, string[]> examples)
    {
        var page = new StringBuilder();
        page.Append("# The command line\n\n");
        page.Append(root.Description).Append("\n\n");
        page.Append($"In a clone of the repository a command is typed after `{Start.Trim()}`; as an installed tool ([below](#the-tool)) it is `{ProgramName.Tool} COMMAND`. ");
        page.Append($"`train` is also `dotnet run --project src/Training`. This page is made by `{Start}cli-page`, and a test says so when it is not current.\n\n");
        page.Append("All commands share one manner: tables and bars on a terminal, plain text when piped; `--json` and `--csv`, alone or with a file name, give the same figures under the same names; ");
        page.Append("`--quiet` leaves nothing but errors and the data asked for; errors go to standard error and say what was found, where, and what to do. ");
        page.Append("Exit codes: 0 done, 1 the data or model is at fault, 2 the command line is, 130 ended by Ctrl-C.\n\n");
        Table(page, ["Everywhere", ""], root.Options.Where(o => !o.Hidden).Select(o => (string[])[Names(o), o is HelpOption ? "Show what a command takes, with examples" : o is VersionOption ? "Show the version" : o.Description ?? ""]));
        foreach (Command command in root.Subcommands.Where(c => !c.Hidden))
            Append(page, command, command.Name, examples);
        page.Append("## The tool\n\n");
        page.Append("```sh\ndotnet pack src/Evaluate --output packages\n");
        page.Append($"dotnet tool install --global {ProgramName.Tool} --add-source packages\n{ProgramName.Tool} rank fao_Latn\n```\n\n");
        page.Append("The package carries the trained predictor, the tables of languages, scores and features, and the native libraries of the machine that packed it. `rank`, `explain`, `languages`, ");
        page.Append("`import`, `inspect` and `compare` of your own files, `layers` and `concepts` of your own models work anywhere. The package leaves out the shipped models and the sketches of their text, which all else reads: ");
        page.Append("`train`, `accuracy`, `report`, `findings`, `similarity`, `noise-floor` and `rank --text` want a clone, named with `--data`. ");
        page.Append($"`{ProgramName.Tool} completion bash` (zsh, fish, pwsh) prints what lets the shell complete commands, options, languages and models.\n");
        return page.ToString();
    }

    static void Append(StringBuilder page, Command command, string path, IReadOnlyDictionary<Command, string[]> examples)
    {
        page.Append($"## {path}\n\n{command.Description}.\n\n");
        if (command.Subcommands.Count == 0)
        {
            page.Append($"```\n{path}{string.Concat(command.Arguments.Select(a => a.Arity.MinimumNumberOfValues == 0 ? $" [{Shown(a)}]" : $" {Shown(a)}"))} [options]\n```\n\n");
            if (command.Arguments.Count > 0)
                Table(page, ["Argument", ""], command.Arguments.Select(a => (string[])[$"`{Shown(a)}`", a.Description ?? ""]));
            Table(page, ["Option", ""], command.Options.Where(o => !o.Hidden).Select(o => (string[])[Names(o), Described(o)]));
        }
        if (examples.TryGetValue(command, out string[]? lines))
            page.Append($"```sh\n{string.Concat(lines.Select(line => $"{Start}{line}\n"))}```\n\n");
        foreach (Command part in command.Subcommands)
            Append(page, part, $"{path} {part.Name}", examples);
    }

    static void Table(StringBuilder page, string[] headings, IEnumerable<string[]> rows)
    {
        string[][] all = [.. rows];
        if (all.Length == 0)
            return;
        page.Append($"| {string.Join(" | ", headings)} |\n|{string.Concat(headings.Select(_ => " --- |"))}\n");
        foreach (string[] row in all)
            page.Append($"| {string.Join(" | ", row.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |\n");
        page.Append('\n');
    }

    static string Shown(Argument argument) => argument.HelpName ?? argument.Name.ToUpperInvariant();

    static string Names(Option option) => string.Join(", ", option.Aliases.Prepend(option.Name).Distinct().Where(name => name.StartsWith('-') && name != "-?").Select(name => $"`{name}{Value(option)}`"));

    static string Value(Option option) => option.HelpName is { } value && option.ValueType != typeof(bool) ? $" {value}" : "";

    // A default that depends on the machine is none to write down.
    static string Described(Option option) => (option.Description ?? "")
        + (option.Required ? "; required" : option.Name == "--threads" ? "; as many as the machine has processors" : option.HasDefaultValue && option.GetDefaultValue() is { } value && option.ValueType != typeof(bool) ? $"; {Default(value)} when left out" : "");

    static string Default(object value) => value is IFormattable number ? number.ToString(null, System.Globalization.CultureInfo.InvariantCulture) : value.ToString()!;
}
