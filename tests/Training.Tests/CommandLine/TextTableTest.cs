using Spectre.Console;
using TransferPredict.Training.CommandLine;

namespace TransferPredict.Training.Tests.CommandLine;

public class TextTableTest
{
    [Fact]
    public void Write_AlignsTextLeftAndFiguresRight() => Assert.Equal(
        """
        rank  source    score
        ---------------------
           1  isl_Latn  0.804
          10  ku        0.750

        """, Plain(Table()));

    [Fact]
    public void Write_OnATerminalDrawsAsWell()
    {
        string[] lines = Terminal(Table(), 60, ansi: false).Split('\n');
        Assert.Contains(lines, line => line.Contains("isl_Latn", StringComparison.Ordinal) && line.Contains("●", StringComparison.Ordinal) && line.TrimEnd().EndsWith("0.804", StringComparison.Ordinal));
        Assert.DoesNotContain("●", Plain(Table()), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_OnATerminalShowsTones()
    {
        string text = Terminal(Table(), 60, ansi: true);
        Assert.Contains("\u001b[1m", text, StringComparison.Ordinal); // bold
        Assert.Contains("isl_Latn", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", Plain(Table()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(42)]
    public void Write_FitsATerminal(int width)
    {
        var table = new TextTable("<code", "<family", "score");
        table.Add("fao_Latn", "A family of a very long name, longer than most", "0.804");
        string text = Terminal(table, width, ansi: false);
        Assert.All(text.Split('\n'), line => Assert.True(line.TrimEnd().Length <= width, line));
        Assert.Contains("fao_Latn", text, StringComparison.Ordinal); // what says which row it is, and figures, are never broken
        Assert.Contains("0.804", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(70, false)]
    public void Write_OnANarrowTerminalLeavesOutDrawings(int width, bool drawn)
    {
        var table = new TextTable("rank", "<source", "<name", "predicted", "~0 to 1", "90 % interval");
        table.Add("1", "nno_Latn", "Norwegian Nynorsk", "0.500", Bars.Interval(0.4, 0.5, 0.6), "0.404 to 0.596");
        string text = Terminal(table, width, ansi: false);
        Assert.Equal(drawn, text.Contains('●', StringComparison.Ordinal));
        Assert.All(text.Split('\n'), line => Assert.True(line.TrimEnd().Length <= width, line));
        Assert.Contains("0.404 to 0.596", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(125, true, true)]
    [InlineData(100, false, true)]
    [InlineData(80, false, false)]
    public void Write_OfARankingOnANarrowTerminalSparesTheGenusThenTheDrawing(int width, bool genus, bool drawn)
    {
        var table = new TextTable("rank", "<source", "<name", "?genus", "predicted", "~0 to 1", "=", "90 % interval", "measured");
        table.Add("10", "nno_Latn", "Norwegian Nynorsk", "Germanic", new TableCell("0.500", Tone.Strong), Bars.Interval(0.4, 0.5, 0.6), "=", "0.404 to 0.596", "-");
        string text = Terminal(table, width, ansi: true), plain = Terminal(table, width, ansi: false);
        Assert.Equal((genus, drawn), (text.Contains("Germanic", StringComparison.Ordinal), text.Contains('●', StringComparison.Ordinal)));
        Assert.Contains("\u001b[1m", text, StringComparison.Ordinal);
        Assert.All(plain.Split('\n'), line => Assert.True(line.TrimEnd().Length <= width, line));
        Assert.Contains("Germanic", Plain(table), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_TooWideForTheTerminalIsPlain()
    {
        var table = new TextTable([.. Enumerable.Range(0, 20).Select(i => $"figure {i}")]);
        table.Add([.. Enumerable.Range(0, 20).Select(i => new TableCell($"0.{i:000}"))]);
        Assert.Equal(Plain(table), Terminal(table, 80, ansi: true));
    }

    [Fact]
    public void Write_TakesTextThatLooksLikeMarkup()
    {
        var table = new TextTable("<[red]code", "n");
        table.Add("[blink]x[/]", "1");
        Assert.Contains("[blink]x[/]", Terminal(table, 60, ansi: true), StringComparison.Ordinal);
    }

    [Fact]
    public void Add_RefusesAnotherNumberOfCells() => Assert.Throws<ArgumentException>(() => new TextTable("a", "b").Add("1"));

    static TextTable Table()
    {
        var table = new TextTable("rank", "<source", "~0 to 1", "score");
        table.Add("1", new TableCell("isl_Latn", Tone.Strong), Bars.Interval(0.7, 0.804, 0.9), "0.804");
        table.Add("10", "ku", "", "0.750");
        return table;
    }

    static string Plain(TextTable table)
    {
        using var output = new StringWriter { NewLine = "\n" };
        table.Write(output);
        return output.ToString();
    }

    static string Terminal(TextTable table, int width, bool ansi)
    {
        using var output = new StringWriter { NewLine = "\n" };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = ansi ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = ansi ? ColorSystemSupport.TrueColor : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = width;
        table.Write(console);
        return output.ToString();
    }
}
