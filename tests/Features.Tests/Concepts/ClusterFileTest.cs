using TransferPredict.Features.Concepts;

namespace TransferPredict.Features.Tests.Concepts;

public sealed class ClusterFileTest : IDisposable
{
    readonly TempFolder _folder = new();

    [Fact]
    public void Read_WordsAndNumbers()
    {
        string file = _folder.Write("c.txt", "haus|||2|||5|||0|||17\n\n c'est ||| 3|||1|||2|||4 \n");
        Assert.Equal([new ClusteredWord("haus", 2, 5, 0, 17), new ClusteredWord("c'est", 3, 1, 2, 4)], ClusterFile.Read(file).AsEnumerable());
    }

    [Theory]
    [InlineData("|||||1|||2|||3|||4", "||")]
    [InlineData("a|||b|||1|||2|||3|||4", "a|||b")]
    public void Read_WordsOfBars(string line, string word) => Assert.Equal(word, ClusterFile.Read(_folder.Write("c.txt", line)).Single().Word);

    [Theory]
    [InlineData("haus|||2|||5|||17")]
    [InlineData("haus|||2|||5|||0|||x")]
    [InlineData("haus|||2|||5|||0|||-1")]
    [InlineData("haus|||2|||5|||0|||")]
    [InlineData("|||2|||5|||0|||1")]
    [InlineData("haus 2 5 0 17")]
    [InlineData("haus|||2|||5|||0|||99999999999")]
    public void Read_NamesFileAndLineOfADefect(string line)
    {
        string file = _folder.Write("c.txt", "haus|||2|||5|||0|||17\n" + line + "\n");
        string message = Assert.Throws<InvalidDataException>(() => ClusterFile.Read(file)).Message;
        Assert.StartsWith($"{file}, line 2: found '{line}', expected 'word|||count|||sentence|||position|||cluster'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_RefusesAnEmptyFile() =>
        Assert.Contains("line 1: found the end of the file", Assert.Throws<InvalidDataException>(() => ClusterFile.Read(_folder.Write("c.txt", ""))).Message, StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();
}
