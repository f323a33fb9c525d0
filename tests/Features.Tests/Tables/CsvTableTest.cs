using TransferPredict.Features.Tables;

namespace TransferPredict.Features.Tests.Tables;

public sealed class CsvTableTest : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Read_RowsWithLineNumbers(string newline)
    {
        string path = _folder.Write("t.csv", string.Join(newline, "a,b,c", "1,\"x, \"\"y\"\"\",", "-2.5e3,ø,inf", "-inf,,0"));

        CsvTable table = CsvTable.Read(path, "c", "a");

        Assert.Equal("a b c", string.Join(' ', table.Header));
        Assert.Equal([2, 3, 4], table.Rows.Select(row => row.Line));
        Assert.Equal(["x, \"y\"", "ø", ""], table.Rows.Select(row => row["b"]));
        Assert.Equal([1, -2500, double.NegativeInfinity], table.Rows.Select(row => row.Number("a")));
        Assert.Equal([double.NaN, double.PositiveInfinity, 0], table.Rows.Select(row => row.Number("c")));
        Assert.Equal((1, -1), (table.ColumnOf("b"), table.ColumnOf("B")));
        Assert.Equal("", table.Rows[0]["none"]);
    }

    [Fact]
    public void ReadOnly_TheRowsWantedKeepTheirLineNumbers()
    {
        string path = _folder.Write("t.csv", "a,b\nx,1\ny,2\nx,3\nx,1\n");
        CsvTable table = CsvTable.ReadOnly(path, new Dictionary<string, IReadOnlySet<string>> { ["a"] = new HashSet<string> { "x", "z" }, ["b"] = new HashSet<string> { "1" } }, "a", "b");
        Assert.Equal([2, 5], table.Rows.Select(row => row.Line));
        Assert.Equal(4, CsvTable.ReadOnly(path, null, "a").Rows.Count);
    }

    [Fact]
    public void ReadOnly_ChecksTheRowsThatItPassesOver()
    {
        string path = _folder.Write("t.csv", "a,b\nx,1\ny,2,3\n");
        Assert.Contains("line 3", Assert.Throws<InvalidDataException>(() => CsvTable.ReadOnly(path, new Dictionary<string, IReadOnlySet<string>> { ["a"] = new HashSet<string> { "x" } }, "a")).Message);
    }

    [Theory]
    [InlineData("", 1, "found an empty file, expected the header a,b")]
    [InlineData("a,c\n1,2\n", 1, "found columns 'a,c' without 'b', expected each of a,b")]
    [InlineData("a,b,a\n1,2,3\n", 1, "found column 'a' 2 times, expected each column once")]
    [InlineData("a,b\n1,2\n3\n", 3, "found 1 fields, expected 2 as in the header")]
    [InlineData("a,b\n1,2\n3,4,5\n", 3, "found 3 fields, expected 2 as in the header")]
    [InlineData("a,b\n1,2\n3,\"4\n5,6\n", 3, "found text that is not CSV")]
    public void Read_RefusesWithFileAndLine(string text, int line, string complaint)
    {
        string path = _folder.Write("bad.csv", text);

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => CsvTable.Read(path, "a", "b"));

        Assert.StartsWith($"{path}, line {line}: {complaint}", exception.Message);
    }

    [Fact]
    public void Read_RefusesALineWithoutEnd()
    {
        string path = _folder.Write("long.csv", "a,b\n1," + new string('x', 2 << 20));
        Assert.Contains("at most 1048576 bytes", Assert.Throws<InvalidDataException>(() => CsvTable.Read(path, "a")).Message);
    }

    [Fact]
    public void Read_RefusesAFileFarTooLarge()
    {
        using (FileStream file = File.Create(_folder.In("huge.csv")))
            file.SetLength(TextLines.LargestFile + 1); // sparse: no disk is used
        string message = Assert.Throws<InvalidDataException>(() => CsvTable.Read(_folder.In("huge.csv"), "a")).Message;
        Assert.EndsWith("huge.csv: found 268,435,457 bytes, expected at most 268,435,456.", message);
    }

    [Fact]
    public void RowReader_LooksAtNoRowBeforeItIsAskedFor()
    {
        string path = _folder.Write("rows.csv", "a,b\n1,2\n3\n");
        using var reader = new CsvRowReader(path, "b");
        Assert.Equal("a b", string.Join(' ', reader.Header));
        Assert.Equal("2", reader.Read()!["b"]);
        Assert.StartsWith($"{path}, line 3: found 1 fields", Assert.Throws<InvalidDataException>(() => reader.Read()).Message);
    }

    [Fact]
    public void RowReader_EndsWithNull()
    {
        using var reader = new CsvRowReader(_folder.Write("rows.csv", "a\n1\n"));
        Assert.Equal(2, reader.Read()!.Line);
        Assert.Null(reader.Read());
    }

    [Fact]
    public void Read_NamesAMissingFile()
    {
        FileNotFoundException exception = Assert.Throws<FileNotFoundException>(() => CsvTable.Read(_folder.In("none.csv"), "a", "b"));
        Assert.Equal($"{_folder.In("none.csv")}: no such file; expected CSV with the columns a,b.", exception.Message);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("1,5")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e999")]
    public void Number_RefusesWhatIsNone(string cell)
    {
        string path = _folder.Write("n.csv", $"a,b\nx,1\ny,\"{cell}\"\n");
        CsvTableRow row = CsvTable.Read(path, "b").Rows[1];

        Assert.Equal($"{path}, line 3: found '{cell}' in column b, expected a number, inf, -inf or an empty cell.",
            Assert.Throws<InvalidDataException>(() => row.Number("b")).Message);
    }

    [Fact]
    public void Text_RefusesAnEmptyCell()
    {
        string path = _folder.Write("e.csv", "a,b\n,1\n");
        CsvTableRow row = Assert.Single(CsvTable.Read(path, "a").Rows);

        Assert.Equal("1", row.Text("b"));
        Assert.Equal($"{path}, line 2: found nothing in column a, expected a value.", Assert.Throws<InvalidDataException>(() => row.Text("a")).Message);
    }
}
