using System.CommandLine;
using TransferPredict.Features;

namespace TransferPredict.Training.CommandLine;

/// <summary>What is wrong with a command line, and what may have been meant.</summary>
static class Suggestions
{
    /// <summary>The lines to show: the parser's errors, a mistyped command by itself, then a question for each word spelled like a command or an option.</summary>
    public static IEnumerable<string> For(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string[] unknown = [.. parsed.UnmatchedTokens];
        string[] errors = command.Subcommands.Count > 0 && unknown.Length > 0 && !unknown[0].StartsWith('-')
            ? [$"'{unknown[0]}' is no command{(command is RootCommand ? "" : $" of {command.Name}")}."]
            : [.. parsed.Errors.Select(e => e.Message)];
        return [
            .. errors.Select(e => $"error: {e}"),
            .. unknown.Select(word => Spelling.Nearest(word, Known(command, word.StartsWith('-')))).OfType<string>().Distinct().Select(name => $"Did you mean '{name}'?"),
        ];
    }

    static IEnumerable<string> Known(Command command, bool option) => option
        ? command.Options.Concat(command.Parents.OfType<Command>().SelectMany(c => c.Options).Where(o => o.Recursive)).Where(o => !o.Hidden).SelectMany(o => o.Aliases.Prepend(o.Name)).Where(name => name.Length > 2)
        : command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name);
}
