using System.CommandLine;
using TransferPredict.Evaluate.Commands;
using TransferPredict.Features;
using TransferPredict.Tests;

namespace TransferPredict.Evaluate.Tests;

/// <summary>What all commands have in common.</summary>
public sealed class CommandLineTest
{
    static readonly (RootCommand Root, IReadOnlyDictionary<Command, string[]> Examples) _tree = CommandTree.Build();

    const int LongestHelp = 330;

    public static TheoryData<string> Leaves => [.. Visible(_tree.Root).Where(c => c.Subcommands.Count == 0).Select(PathOf)];

    [Fact]
    public void DocsPageIsCurrent() =>
        Assert.Equal(File.ReadAllText(Path.Combine(ProjectRoot.Find(AppContext.BaseDirectory).Folder, "docs", "cli.md")), CliPage.Text(_tree.Root, _tree.Examples));

    [Theory]
    [MemberData(nameof(Leaves))]
    public void EveryCommandHasAnExampleThatParses(string path)
    {
        Command command = Visible(_tree.Root).Single(c => PathOf(c) == path);
        Assert.NotEmpty(_tree.Examples[command]);
        Assert.All(_tree.Examples[command], example =>
        {
            ParseResult parsed = _tree.Root.Parse(example);
            Assert.Empty(parsed.Errors);
            Assert.Same(command, parsed.CommandResult.Command);
        });
    }

    [Theory]
    [MemberData(nameof(Leaves))]
    public void HelpIsShort(string path)
    {
        ProgramRun run = ProgramRun.Of("Evaluate", ProjectRoot.Find(AppContext.BaseDirectory).Folder, [.. path.Split(' '), "--help"]);
        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("ace_Arab", run.Output, StringComparison.Ordinal); // not what may complete an argument
        Assert.DoesNotContain("TransferPredict.", run.Output, StringComparison.Ordinal); // nor types
        Assert.All(run.Lines, line => Assert.InRange(line.Length, 0, LongestHelp));
    }

    [Theory]
    [MemberData(nameof(Leaves))]
    public void EveryCommandGivesDataAndCanBeQuiet(string path)
    {
        if (path == "completion") // whose output is a script
            return;
        string[] options = [.. Visible(_tree.Root).Single(c => PathOf(c) == path).Options.Select(o => o.Name)];
        Assert.Superset(new HashSet<string> { "--json", "--csv", "--quiet" }, options.ToHashSet());
    }

    [Theory]
    [InlineData("rnak fao_Latn", "error: 'rnak' is no command.\nDid you mean 'rank'?\n")]
    [InlineData("concepts algin", "error: 'algin' is no command of concepts.\nDid you mean 'align'?\n")]
    [InlineData("rank fao_Latn --tpo 3", "Did you mean '--top'?\n")]
    [InlineData("rank fao_Latn --dta x", "Did you mean '--data'?\n")]
    [InlineData("rank Faroes", "nearest known: fao_Latn (Faroese)")]
    [InlineData("inspect mini-xlm", "Did you mean 'mini-xlmr'?")]
    [InlineData("similarity mini-xlrm deu nld", "Did you mean 'mini-xlmr'?")]
    [InlineData("rank fo --model mini-xlm", "Did you mean 'mini-xlmr'?\n")]
    public void MistypedNamesAreAskedAbout(string line, string error)
    {
        ProgramRun run = ProgramRun.Of("Evaluate", AppContext.BaseDirectory, line.Split(' '));
        Assert.NotEqual(0, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.Contains(error, run.Error.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("transferpredict ra", "rank")]
    [InlineData("transferpredict rank fao", "fao_Latn")]
    [InlineData("transferpredict rank fao_Latn --cho", "--choose")]
    [InlineData("transferpredict rank fao_Latn --model mini-x", "mini-xlmr")]
    [InlineData("transferpredict rank fao_Latn --task po", "pos")]
    [InlineData("transferpredict concepts al", "align")]
    [InlineData("transferpredict completion ba", "bash")]
    public void ShellsComplete(string line, string completion) => Assert.Equal([completion], SuggestCommand.Of(_tree.Root, line, line.Length));

    [Fact]
    public void ShellsComplete_NothingInsideTheProgramsName() => Assert.Empty(SuggestCommand.Of(_tree.Root, "transfer", 8));

    [Fact]
    public void QuietWritesNothing()
    {
        ProgramRun run = ProgramRun.Of("Evaluate", AppContext.BaseDirectory, "languages", "Germanic", "--quiet");
        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public void AFolderWithoutDataIsRefused()
    {
        ProgramRun run = ProgramRun.Of("Evaluate", AppContext.BaseDirectory, "languages", "--data", Path.GetTempPath());
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("found no data/languages.csv in it", run.Error, StringComparison.Ordinal);
    }

    static IEnumerable<Command> Visible(Command command) => command.Subcommands.Where(c => !c.Hidden).SelectMany(c => Visible(c).Prepend(c));

    static string PathOf(Command command) => string.Join(' ', command.Parents.OfType<Command>().Where(p => p is not RootCommand).Select(p => p.Name).Append(command.Name));
}
