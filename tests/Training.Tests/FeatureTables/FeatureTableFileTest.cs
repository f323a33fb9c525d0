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

    void Write(string csv, string? schema = "{\"schema_hash\": \"abc\"}")
    {
        System.IO.File.WriteAllText(File, csv);
        System.IO.File.Delete(Path.ChangeExtension(File, ".json"));
        if (schema is not null)
            System.IO.File.WriteAllText(Path.ChangeExtension(File, ".json"), schema);
    }
}
