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

        """, Written(int.MaxValue));

    [Theory]
    [InlineData(21)]
    [InlineData(20)]
    [InlineData(19)]
    public void Write_FitsATerminal(int width)
    {
        var table = new TextTable("<code", "<family", "score");
        table.Add("fao_Latn", "Indo-European", "0.804");
        Assert.All(Lines(table, Math.Max(width, 23)), line => Assert.True(line.Length <= Math.Max(width, 23)));
        Assert.Contains("fao_Latn  Indo-…  0.804", Lines(table, width)); // codes and figures are never cut, text keeps six letters
    }

    [Fact]
    public void Write_CutsTheWidestTextFirst()
    {
        var table = new TextTable("<code", "<name", "<family");
        table.Add("a", "Norwegian Nynorsk", "Indo-European");
        Assert.Contains("a     Norwegian Ny…  Indo-European", Lines(table, 34));
    }

    [Fact]
    public void Add_RefusesAnotherNumberOfCells() => Assert.Throws<ArgumentException>(() => new TextTable("a", "b").Add("1"));

    static string Written(int width)
    {
        var table = new TextTable("rank", "<source", "score");
        table.Add("1", "isl_Latn", "0.804");
        table.Add("10", "ku", "0.750");
        return string.Join('\n', Lines(table, width));
    }

    static string[] Lines(TextTable table, int width)
    {
        using var output = new StringWriter { NewLine = "\n" };
        table.Write(output, width);
        return output.ToString().Split('\n');
    }
}
