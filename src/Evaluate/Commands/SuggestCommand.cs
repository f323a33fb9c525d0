using System.CommandLine;
using TransferPredict.Training.CommandLine;

namespace TransferPredict.Evaluate.Commands;

/// <summary><c>suggest</c>, hidden: what shells ask to complete a command line (System.CommandLine's completions).</summary>
static class SuggestCommand
{
    public const string Name = "suggest";

    /// <param name="root">What is completed.</param>
    public static Command Create(RootCommand root)
    {
        var position = new Argument<int>("position") { Description = "Where the cursor stands in the line, from 0" };
        var line = new Argument<string>("line") { Description = "The command line so far, with the name of the program" };
        var command = new Command(Name, "Completes a command line") { position, line };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            foreach (string completion in Of(root, parsed.GetValue(line)!, parsed.GetValue(position)))
                Console.WriteLine(completion);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>The words that may stand at the cursor; none where the cursor is still in the program's name.</summary>
    public static IEnumerable<string> Of(RootCommand root, string line, int position)
    {
        string before = line[..Math.Clamp(position, 0, line.Length)];
        int name = before.IndexOf(' ', StringComparison.Ordinal);
        if (name < 0)
            return [];
        string asked = before[(name + 1)..].TrimStart(), word = asked[(asked.LastIndexOf(' ') + 1)..];
        ParseResult parsed = root.Parse(asked);
        DataFolderOption.Use(parsed);
        // Options are many: they come when the first dash is typed.
        return parsed.GetCompletions(asked.Length).Select(c => c.Label).Distinct()
            .Where(label => label.StartsWith(word, StringComparison.OrdinalIgnoreCase) && (word.StartsWith('-') || !label.StartsWith('-')) && !label.StartsWith('/'));
    }
}
