using System.Collections.Immutable;
using TransferPredict.Features.Languages;
using TransferPredict.Training.Scores;

namespace TransferPredict.Training.Tests.Scores;

public sealed class ScoreFileTest : IDisposable
{
    const string Header = "task,metric,model,source,target,score,train_size,seed,origin";
    const string Good = "pos,accuracy,m,deu_Latn,nld_Latn,0.81,8000,0,lab";

    static readonly LanguageCatalog _catalog = LanguageCatalog.LoadShipped();

    readonly string _folder = Directory.CreateTempSubdirectory("scores-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_KeepsEveryColumn()
    {
        ScoreRow row = Assert.Single(Read(Header, Good));
        Assert.Equal(("pos", "accuracy", "m", "deu_Latn", "nld_Latn"), (row.Task, row.Metric, row.Model, row.Source.Code, row.Target.Code));
        Assert.Equal((0.81, 8000L, 0L, "lab"), (row.Score, row.TrainSize!.Value, row.Seed!.Value, row.Origin));
    }

    [Fact]
    public void Read_TakesColumnsInAnyOrderAndMore()
    {
        ScoreRow row = Assert.Single(Read("score,note,origin,seed,train_size,target,source,model,metric,task", "0.5,x,,,,no,zh-Hant,m,f1,ner"));
        Assert.Equal(("ner", "f1", 0.5), (row.Task, row.Metric, row.Score));
        Assert.Null(row.TrainSize);
        Assert.Null(row.Seed);
        Assert.Equal("", row.Origin);
    }

    [Theory]
    [InlineData("de", "deu_Latn")]
    [InlineData("German", "deu_Latn")]
    [InlineData("no", "nob_Latn")]
    [InlineData("por-Latn-BR", "por_Latn_BR")]
    public void Read_ResolvesAliases(string alias, string code) =>
        Assert.Equal(code, Read(Header, Good.Replace("deu_Latn", alias, StringComparison.Ordinal))[0].Source.Code);

    [Fact]
    public void Read_KeepsAnUnlistedLanguageWithoutFacts()
    {
        Language language = Read(Header, Good.Replace("nld_Latn", "qqq_Latn", StringComparison.Ordinal))[0].Target;
        Assert.Equal(("qqq_Latn", "qqq", false), (language.Code, language.Iso6393, language.IsListed));
        Assert.Null(language.Family);
        Assert.Null(language.Latitude);
    }

    [Fact]
    public void ReadTable_KeepsUnionsApart()
    {
        string path = Path.Combine(_folder, "unions.csv");
        System.IO.File.WriteAllLines(path, [Header, Good, Good.Replace("deu_Latn", "fr+de", StringComparison.Ordinal), Good.Replace("deu_Latn", "fra_Latn:5000+de:3000", StringComparison.Ordinal)]);
        ScoreTable table = ScoreFile.ReadTable([path], _catalog);
        Assert.Equal("deu_Latn", Assert.Single(table.Runs).Source.Code);
        Assert.Equal(["deu_Latn+fra_Latn", "deu_Latn:3000+fra_Latn:5000"], table.Unions.Select(u => u.Sources.Code));
        Assert.Equal([("deu_Latn", 3000L), ("fra_Latn", 5000L)], table.Unions[1].Sources.Shares.Select(s => (s.Language.Code, s.Size!.Value)));
        Assert.Null(table.Unions[0].Sources.Shares[0].Size);
        Assert.Equal(("nld_Latn", 0.81), (table.Unions[0].Target.Code, table.Unions[0].Score));
        Assert.Single(ScoreFile.Read(path, _catalog));
    }

    [Fact]
    public void ReadTable_OneUnionInAnotherOrderIsTheSameRun() =>
        Assert.Contains("again", Assert.Throws<InvalidDataException>(() => Read(Header, Good.Replace("deu_Latn", "fr+de", StringComparison.Ordinal), Good.Replace("deu_Latn", "de+fr", StringComparison.Ordinal))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("de+", "nothing in column source, expected a language code")]
    [InlineData("de+de", "'de+de' in column source, expected each language once")]
    [InlineData("de:5+German", "'de:5+German' in column source, expected each language once")]
    [InlineData("de:0+fr", "'de:0+fr' in column source, expected whole sizes from 1 up")]
    [InlineData("de:99999999999999999999+fr", "in column source, expected whole sizes from 1 up")]
    [InlineData("de:+fr", "'de:+fr' in column source, expected whole sizes from 1 up")]
    [InlineData("de+a b/c", "'a b/c' in column source, expected a language code")]
    public void ReadTable_RefusesDamagedUnions(string source, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Read(Header, Good.Replace("deu_Latn", source, StringComparison.Ordinal))).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_AcceptsSourceAsTarget() =>
        Assert.Single(Read(Header, Good.Replace("nld_Latn", "deu_Latn", StringComparison.Ordinal)));

    [Theory]
    [InlineData("pos,accuracy,m,deu_Latn,nld_Latn,81,8000,0,lab", "'81' in column score", "a fraction from 0 to 1")]
    [InlineData("pos,accuracy,m,deu_Latn,nld_Latn,-0.01,8000,0,lab", "'-0.01' in column score", "a fraction from 0 to 1")]
    [InlineData("pos,accuracy,m,deu_Latn,nld_Latn,1.0000001,8000,0,lab", "'1.0000001' in column score", "a fraction from 0 to 1")]
    [InlineData("pos,accuracy,m,deu_Latn,nld_Latn,inf,8000,0,lab", "'inf' in column score", "a fraction from 0 to 1")]
    [InlineData("pos,accuracy,m,deu_Latn,nld_Latn,high,8000,0,lab", "'high' in column score", "a fraction")]
    [InlineData("pos,accuracy,m,deu_Latn,nld_Latn,\"0,81\",8000,0,lab", "'0,81' in column score", "a fraction")]
    [InlineData("pos,accuracy,m,deu_Latn,nld_Latn,,8000,0,lab", "nothing in column score", "a fraction")]
    [InlineData("pos,accuracy,m,,nld_Latn,0.81,8000,0,lab", "nothing in column source", "a value")]
    [InlineData(",accuracy,m,deu_Latn,nld_Latn,0.81,8000,0,lab", "nothing in column task", "a value")]
    [InlineData("pos,accuracy,m,deu_Latn,nld_Latn,0.81,8000,first,lab", "'first' in column seed", "a whole number or nothing")]
    [InlineData("pos,accuracy,m,deu_Latn,nld_Latn,0.81,8000,-1,lab", "'-1' in column seed", "a whole number or nothing")]
    [InlineData("pos,accuracy,m,deu_Latn,nld_Latn,0.81,8e3,0,lab", "'8e3' in column train_size", "a whole number or nothing")]
    [InlineData("pos,accuracy,../m,deu_Latn,nld_Latn,0.81,8000,0,lab", "'../m' in column model", "a letter or digit first")]
    [InlineData("a|b,accuracy,m,deu_Latn,nld_Latn,0.81,8000,0,lab", "'a|b' in column task", "letters, digits")]
    [InlineData("pos,accuracy,m,   ,nld_Latn,0.81,8000,0,lab", "'   ' in column source", "a language code")]
    [InlineData("pos,accuracy,m,deu_Latn,../nld,0.81,8000,0,lab", "'../nld' in column target", "a language code")]
    [InlineData("pos,accuracy,m,deu_Latn,nld_Latn,0.81", "6 fields", "9 as in the header")]
    public void Read_RefusesABadLine(string line, string found, string expected) =>
        AssertSays(Refused(Header, Good, line), "a.csv, line 3: found", found, "expected", expected);

    [Fact]
    public void Read_RefusesAMissingColumn() =>
        AssertSays(Refused(Header.Replace(",seed", "", StringComparison.Ordinal), "pos,accuracy,m,deu_Latn,nld_Latn,0.81,8000,lab"),
            "a.csv, line 1: found", "without 'seed'", "expected each of " + Header);

    [Fact]
    public void Read_RefusesAnEmptyFile() => AssertSays(Refused(""), "a.csv, line 1: found an empty file", "expected the header " + Header);

    [Fact]
    public void Read_RefusesAMissingFile() =>
        AssertSays(Assert.Throws<FileNotFoundException>(() => ScoreFile.Read(Path.Combine(_folder, "none.csv"), _catalog)), "none.csv: no such file", Header);

    [Fact]
    public void Read_RefusesARunTwice() =>
        AssertSays(Refused(Header, Good, "pos,f1,m,deu_Latn,nld_Latn,0.7,8000,0,lab", "pos,accuracy,m,de,Dutch,0.82,8000,0,other lab"),
            "a.csv, line 4: found the run of", "a.csv, line 2 again", "pos accuracy with m from deu_Latn to nld_Latn, train_size 8000, seed 0", "expected each run once");

    [Fact]
    public void ReadAll_RefusesARunOfAnotherFile()
    {
        string first = File("a.csv", Header, Good), second = File("b.csv", Header, Good);
        AssertSays(Assert.Throws<InvalidDataException>(() => ScoreFile.ReadAll([first, second], _catalog)),
            "b.csv, line 2: found the run of", "a.csv, line 2 again", "expected each run once");
    }

    [Fact]
    public void ReadAll_KeepsTheOrderOfFilesAndLines()
    {
        string first = File("a.csv", Header, Good.Replace(",0,lab", ",1,lab", StringComparison.Ordinal), Good), second = File("b.csv", Header, Good.Replace(",0,lab", ",,lab", StringComparison.Ordinal));
        Assert.Equal([1L, 0L, null], ScoreFile.ReadAll([first, second], _catalog).Select(r => r.Seed));
    }

    ImmutableArray<ScoreRow> Read(params string[] lines) => ScoreFile.Read(File("a.csv", lines), _catalog);

    InvalidDataException Refused(params string[] lines) => Assert.Throws<InvalidDataException>(() => Read(lines));

    string File(string name, params string[] lines)
    {
        string path = Path.Combine(_folder, name);
        System.IO.File.WriteAllText(path, string.Concat(lines.Select(l => l.Length == 0 ? "" : l + "\n")));
        return path;
    }

    static void AssertSays(Exception error, params string[] parts) => Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
}
