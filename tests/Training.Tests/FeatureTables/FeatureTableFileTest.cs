using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Tests;
using TransferPredict.Training.FeatureTables;
using TransferPredict.Training.Tests.Validation;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Tests.FeatureTables;

public sealed class FeatureTableFileTest : IDisposable
{
    const string Header = "task,metric,model,source,target,score,weight,x,y\n", Row = "pos,accuracy,m,deu_Latn,nld_Latn,0.5,1,0.25,\n";

    static readonly LanguageCatalog _catalog = LanguageCatalog.LoadShipped();

    readonly string _folder = Directory.CreateTempSubdirectory("table-").FullName;

    string File => Path.Combine(_folder, "table.csv");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void WrittenAndRead_TheSameRowsEachTime()
    {
        TrainingRows rows = Tables.Random(3);
        rows.Features[4] = float.PositiveInfinity;
        rows.Scores[2] = double.NaN;
        var table = new FeatureTable(TableSchema.Of(rows.FeatureNames), rows, [.. Enumerable.Range(0, rows.Count).Select(i => i / 4f)]);
        FeatureTableFile.Write(File, table);
        var read = FeatureTableFile.Open(File, _catalog);
        Assert.Equal<string>(table.Schema.Names, read.Schema.Names);
        Assert.Equal(table.Schema.Hash, read.Schema.Hash);
        for (int time = 0; time < 2; time++)
            Assert.Equal(table.Read().Select(Cells), read.Read().Select(Cells));
        Assert.Equal(table.Read().Select(r => table.GroupOf(r.Target)), read.Read().Select(r => read.GroupOf(r.Target)));

        static string Cells(FeatureRow row) => $"{row with { Features = default }} {string.Join(' ', row.Features.ToArray())}";
    }

    [Fact]
    public void Read_HoldsOneRowAtATime()
    {
        // Ten rows are taken of a file whose last row is damaged: what is not read is not looked at.
        Write(Header + string.Concat(Enumerable.Repeat(Row, 5000)) + "damaged\n");
        var table = FeatureTableFile.Open(File, _catalog);
        Assert.Equal(10, table.Read().Take(10).Count());
        Assert.Contains("line 5002: found 1 fields", Assert.Throws<InvalidDataException>(() => table.Read().Count()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("task,metric,model,source,target,score,x\n", "without 'weight'")]
    [InlineData("task,metric,model,source,target,score,weight\n", "expected one column a feature besides")]
    [InlineData(Header + "pos,accuracy,m,deu_Latn,nld_Latn,50,1,0.25,\n", "line 2: found '50' in column score, expected a fraction")]
    [InlineData(Header + "pos,accuracy,m,deu_Latn,nld_Latn,0.5,-1,0.25,\n", "line 2: found '-1' in column weight, expected a number of 0 or more")]
    [InlineData(Header + "pos,accuracy,m,deu_Latn,nld_Latn,0.5,1,NaN,\n", "line 2: found 'NaN' in column x")]
    [InlineData(Header + "pos,accuracy,m,,nld_Latn,0.5,1,1,\n", "line 2: found nothing in column source")]
    public void RefusesWithFileAndLine(string text, string complaint)
    {
        Write(text);
        var error = Assert.Throws<InvalidDataException>(() => FeatureTableFile.Open(File, _catalog).Read().Count());
        Assert.StartsWith(File, error.Message, StringComparison.Ordinal);
        Assert.Contains(complaint, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WantsTheSchemasHashBesideIt()
    {
        Write(Header + Row, schema: null);
        Assert.Contains("table.json: no such file", Assert.Throws<FileNotFoundException>(() => FeatureTableFile.Open(File, _catalog)).Message, StringComparison.Ordinal);
        foreach (string damaged in (string[])["", "{}", "{\"schema_hash\": 3}", "[]", "null"])
        {
            Write(Header + Row, damaged);
            Assert.Contains("table.json: found text without a schema's hash", Assert.Throws<InvalidDataException>(() => FeatureTableFile.Open(File, _catalog)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Open_RefusesColumnsThatAreNotThoseOfTheHash()
    {
        string hash = $"{{\"schema_hash\": \"{FeatureSchema.Hash}\"}}", keys = string.Join(',', FeatureTableFile.KeyColumns) + ",";
        string[] names = [.. FeatureSchema.Names], swapped = [names[1], names[0], .. names[2..]];
        Write(keys + string.Join(',', names) + "\n", hash);
        Assert.Equal(FeatureSchema.Hash, FeatureTableFile.Open(File, _catalog).Schema.Hash);
        Refuses(swapped, $"number 1 of them '{names[1]}'", $"number 1 of them '{names[0]}'");
        Refuses(names[..^1], $"{names.Length - 1} features, number {names.Length} of them none", $"number {names.Length} of them '{names[^1]}'");
        Refuses([.. names, "further"], $"number {names.Length + 1} of them 'further'", $"number {names.Length + 1} of them none");

        void Refuses(string[] columns, string found, string expected)
        {
            Write(keys + string.Join(',', columns) + "\n", hash);
            string message = Assert.Throws<InvalidDataException>(() => FeatureTableFile.Open(File, _catalog)).Message;
            Assert.StartsWith($"{File}, line 1: found {columns.Length} features", message, StringComparison.Ordinal);
            Assert.Contains(found, message, StringComparison.Ordinal);
            Assert.Contains(expected, message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_RefusesAFileThatChangedSinceItWasOpened()
    {
        Write(Header + Row);
        var table = FeatureTableFile.Open(File, _catalog);
        Assert.Single(table.Read());
        foreach (string columns in (string[])["y,x", "x,z", "x", "x,y,z"])
        {
            Write(Header.Replace("x,y", columns, StringComparison.Ordinal) + Row);
            string message = Assert.Throws<InvalidDataException>(() => table.Read().Count()).Message;
            Assert.StartsWith($"{File}, line 1: found ", message, StringComparison.Ordinal);
            Assert.Contains("expected those that it had when it was opened: 2", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Write_ThatFailsLeavesTheOldTableWithItsHash()
    {
        var old = FeatureTable.Of(Tables.Random(3));
        FeatureTableFile.Write(File, old);
        Assert.Throws<IOException>(() => FeatureTableFile.Write(File, new Failing()));
        Assert.Equal(old.Rows.Count, FeatureTableFile.Open(File, _catalog).Read().Count());
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
    }

    [Theory]
    [InlineData(0, -0.5f, 0.5, "pos", "Row 0 (deu_Latn to nld_Latn) has the weight -0.5; expected a number of 0 or more.")]
    [InlineData(0, float.NaN, 0.5, "pos", "Row 0 (deu_Latn to nld_Latn) has the weight NaN; expected a number of 0 or more.")]
    [InlineData(1, 1, 50, "pos", "Row 1 (deu_Latn to fao_Latn) has the score 50; expected a fraction from 0 to 1, or NaN for none.")]
    [InlineData(1, 1, 0.5, "a|b", "Row 1 (deu_Latn to fao_Latn) has the name 'a|b'; expected letters, digits, '.', '_' and '-', a letter or digit first.")]
    public void InMemory_NamesTheRowThatIsNotAsItShouldBe(int row, float weight, double score, string task, string message)
    {
        TrainingRows rows = Tables.Of(("deu_Latn", "nld_Latn", 0.5), ("deu_Latn", "fao_Latn", 0.5));
        for (int i = 0; i < rows.Count; i++)
            rows.Groups[i] = rows.Groups[i] with { Metric = "accuracy" };
        (rows.Scores[row], rows.Groups[row]) = (score, rows.Groups[row] with { Task = task });
        var error = Assert.Throws<ArgumentException>(() => new FeatureTable(TableSchema.Of(rows.FeatureNames), rows, [row == 0 ? weight : 1, row == 1 ? weight : 1]));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void InMemory_RefusesFeaturesUnderOtherNames()
    {
        TrainingRows rows = Tables.Random(3);
        var error = Assert.Throws<ArgumentException>(() => new FeatureTable(TableSchema.Of(["x", "z"]), rows, [.. Enumerable.Repeat(1f, rows.Count)]));
        Assert.StartsWith("Feature 1 of the rows is 'y'; expected 'z', as the schema has there.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--table is 'pairs.txt'; expected a name that ends in .csv", "--table", "pairs.txt")]
    [InlineData("--json names 'pairs.json', which --table pairs.csv writes beside it", "--table", "pairs.csv", "--json", "pairs.json")]
    [InlineData("--csv and --table both name '", "--table", "pairs.csv", "--csv", "./pairs.csv")]
    [InlineData("--out names 'pairs.json', which --table pairs.csv writes beside it", "--table", "pairs.csv", "--out", "pairs.json")]
    public void CommandLine_RefusesATableThatOtherOptionsWriteOver(string message, params string[] arguments)
    {
        ProgramRun run = ProgramRun.Of("Training", _folder, arguments);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Schema_HasTheHashOfTheColumnsItIsOf()
    {
        Assert.Equal(FeatureSchema.Hash, TableSchema.Of(FeatureSchema.Names).Hash);
        Assert.NotEqual(FeatureSchema.Hash, TableSchema.Of([.. FeatureSchema.Names.Reverse()]).Hash);
        Assert.NotEqual(TableSchema.Of(["x", "y"]).Hash, TableSchema.Of(["y", "x"]).Hash);
    }

    [Fact]
    public void CommandLine_WritesTheTableThatIsLearnedFrom()
    {
        using var repository = new TestRepository();
        ProgramRun run = ProgramRun.Of("Training", repository.Folder, "--table", "tables/pairs.csv", "--quiet");
        Assert.True(run.ExitCode == 0, run.Error);
        var table = FeatureTableFile.Open(Path.Combine(repository.Folder, "tables/pairs.csv"), _catalog);
        Assert.Equal<string>(FeatureSchema.Names, table.Schema.Names);
        Assert.Equal(FeatureSchema.Hash, table.Schema.Hash);
        Assert.Equal(8 * 15 - 1, table.Read().Count());
    }

    /// <summary>A table of another schema whose second row cannot be read.</summary>
    sealed class Failing : IFeatureRows
    {
        public TableSchema Schema { get; } = TableSchema.Of(["z"]);

        public IEnumerable<FeatureRow> Read()
        {
            yield return new FeatureRow("pos", "accuracy", "m", "deu_Latn", "nld_Latn", 0.5, 1, new float[1]);
            throw new IOException("The disk is gone.");
        }

        public string GroupOf(string language) => language;
    }

    void Write(string csv, string? schema = "{\"schema_hash\": \"abc\"}")
    {
        System.IO.File.WriteAllText(File, csv);
        System.IO.File.Delete(Path.ChangeExtension(File, ".json"));
        if (schema is not null)
            System.IO.File.WriteAllText(Path.ChangeExtension(File, ".json"), schema);
    }
}
