using System.CommandLine;
using TransferPredict.Features;
using TransferPredict.Training.CommandLine;

namespace TransferPredict.Evaluate.Commands;

/// <summary><c>cli-page</c>, hidden: writes docs/cli.md from the commands themselves.</summary>
static class CliPageCommand
{
    /// <param name="tree">Builds the commands to describe.</param>
    public static Command Create(Func<(RootCommand Root, IReadOnlyDictionary<Command, string[]> Examples)> tree)
    {
        var file = PathOption.Check(new Option<string?>("--out") { Description = "The page; docs/cli.md when left out", HelpName = "FILE" });
        var command = new Command("cli-page", "Writes the page that describes every command") { file };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            (RootCommand root, IReadOnlyDictionary<Command, string[]> examples) = tree();
            OutputFile.Write(parsed.GetValue(file) ?? Path.Combine(ProjectRoot.Find().Folder, "docs", "cli.md"), CliPage.Text(root, examples));
            return ExitCode.Done;
        });
        return command;
    }
}
