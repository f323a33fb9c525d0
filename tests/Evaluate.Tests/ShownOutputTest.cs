using System.Globalization;
using System.Text.RegularExpressions;
using TransferPredict.Features;
using TransferPredict.Tests;

namespace TransferPredict.Evaluate.Tests;

/// <summary>What README and the pages show after a command is what the program says.</summary>
public sealed partial class ShownOutputTest
{
    const string Prompt = "$ dotnet run --project src/Evaluate -- ";

    static readonly string _root = ProjectRoot.Find(AppContext.BaseDirectory).Folder;

    static readonly string[] _pages =
        [.. Directory.EnumerateFiles(Path.Combine(_root, "docs"), "*.md").Append(Path.Combine(_root, "README.md"))
            .Where(file => Sessions(file).Any()).Select(file => Path.GetRelativePath(_root, file)).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Pages => [.. _pages];

    [Fact]
    public void ReadmeShowsOutput() => Assert.Contains("README.md", _pages);

    [Theory]
    [MemberData(nameof(Pages))]
    public void OutputShownIsTheOutput(string page) => Assert.All(Sessions(Path.Combine(_root, page)), session =>
    {
        Assert.NotEmpty(session.Output);
        ProgramRun run = ProgramRun.Of("Evaluate", _root, session.Arguments.Split(' '));
        Assert.Equal(session.Output, run.Output.Split('\n').Take(session.Output.Length));
    });

    [Fact]
    public void ScoresAreAsManyAsReadmeSays()
    {
        int said = int.Parse(
            Scores().Match(File.ReadAllText(Path.Combine(_root, "README.md"))).Groups["count"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        Assert.Equal(Directory.EnumerateFiles(Path.Combine(_root, "data", "scores"), "*.csv").Sum(file => File.ReadLines(file).Count() - 1), said);
    }

    /// <summary>The lines after a prompt, without its indentation: to the end of the fence, or of the indented block.</summary>
    static IEnumerable<(string Arguments, string[] Output)> Sessions(string file)
    {
        string[] lines = File.ReadAllLines(file);
        for (int i = 0; i < lines.Length; i++)
        {
            int indentation = lines[i].IndexOf(Prompt, StringComparison.Ordinal);
            if (indentation < 0 || lines[i].Trim()[0] != '$')
                continue;
            string blanks = new(' ', indentation);
            string[] output = [.. lines[(i + 1)..].TakeWhile(l => l != "```" && (l.Length == 0 || l.StartsWith(blanks, StringComparison.Ordinal))).Select(l => l.Length == 0 ? l : l[indentation..])];
            yield return (lines[i].Trim()[Prompt.Length..], output[..(1 + Array.FindLastIndex(output, l => l.Length > 0))]);
        }
    }

    [GeneratedRegex(@"(?<count>[\d,]+) measured zero-shot scores")]
    private static partial Regex Scores();
}
