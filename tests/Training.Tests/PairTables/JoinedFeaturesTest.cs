using TransferPredict.Features.Languages;
using TransferPredict.Training.PairTables;
using TransferPredict.Training.Tests.Validation;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Tests.PairTables;

public sealed class JoinedFeaturesTest : IDisposable
{
    static readonly LanguageCatalog _catalog = LanguageCatalog.LoadShipped();

    readonly string _folder = Directory.CreateTempSubdirectory("features-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void JoinsOnModelSourceAndTarget_MissingAsNaN()
    {
        JoinedFeatures joined = Read("target,b.x,source,model,a.y\nnld_Latn,1,de,m,\nisl_Latn,2,deu_Latn,,5\n");
        Assert.Equal(["a.y", "b.x"], joined.Names.AsEnumerable());
        Assert.Equal([float.NaN, 1], Values(joined, "m", "deu_Latn", "nld_Latn"));
        Assert.Equal([float.NaN, float.NaN], Values(joined, "other", "deu_Latn", "nld_Latn"));
        Assert.Equal([5, 2], Values(joined, "other", "deu_Latn", "isl_Latn"));
        Assert.Equal([float.NaN, float.NaN], Values(joined, "m", "nld_Latn", "deu_Latn"));
        Assert.True(joined.Has("m", "deu_Latn", "nld_Latn"));
        Assert.False(joined.Has("other", "deu_Latn", "nld_Latn"));
    }

    [Fact]
    public void AModelsOwnRowComesBeforeTheRowForAll() =>
        Assert.Equal([1, 20], Values(Read("model,source,target,a,b\n,deu_Latn,nld_Latn,10,20\nm,deu_Latn,nld_Latn,1,\n"), "m", "deu_Latn", "nld_Latn"));

    [Fact]
    public void TheOrderOfFilesAndRowsDoesNotMatter()
    {
        string one = File("model,source,target,a\nm,deu_Latn,nld_Latn,1\nm,fra_Latn,nld_Latn,2\n"), two = File("model,source,target,b,a\nn,deu_Latn,nld_Latn,3,4\n");
        foreach (string[] order in new[] { new[] { one, two }, [two, one] })
        {
            JoinedFeatures joined = JoinedFeatures.Read(order, _catalog);
            Assert.Equal(["a", "b"], joined.Names.AsEnumerable());
            Assert.Equal([2, float.NaN], Values(joined, "m", "fra_Latn", "nld_Latn"));
            Assert.Equal([4, 3], Values(joined, "n", "deu_Latn", "nld_Latn"));
        }
    }

    [Fact]
    public void RowsOfPairsThatAreNotInTheTableAreCounted()
    {
        JoinedFeatures joined = Read("model,source,target,a\nm,eng,deu,1\n,eng,nld,1\nother,eng,deu,1\nm,eng,fra,1\nm,deu_Latn:5+fra_Latn:6,nld,1\n");
        TrainingRows rows = Tables.Of(("eng_Latn", "deu_Latn", 0.5), ("eng_Latn", "nld_Latn", 0.4));
        Assert.Equal((4, 2), (joined.Rows, joined.RowsWithout(rows)));
        Assert.Equal(0, JoinedFeatures.None.RowsWithout(rows));
    }

    [Theory]
    [InlineData("model,source,target,ling.distance\n", "line 1: found column 'ling.distance', which is the name of the schema's own feature ling.distance (docs/ling.md)")]
    [InlineData("model,source,target,src.x\n", "line 1: found column 'src.x', whose family 'src' is learned")]
    [InlineData("model,source,target,near.x\n", "line 1: found column 'near.x', whose family 'near' is learned")]
    [InlineData("model,source,target,a b\n", "line 1: found a column called 'a b', expected printable ASCII without spaces")]
    [InlineData("model,source,target\n", "line 1: found the columns model, source and target alone")]
    [InlineData("source,target,a\n", "without 'model'")]
    [InlineData("model,source,target,a\nm,deu_Latn,nld_Latn,1\nm,de,nl,2\n", "line 3: found the pair of line 2 again (deu_Latn to nld_Latn with m), expected each pair once")]
    [InlineData("model,source,target,a\nm,deu_Latn,nld_Latn,x\n", "line 2: found 'x' in column a, expected a number")]
    [InlineData("model,source,target,a\nm,deu_Latn,,1\n", "line 2: found nothing in column target")]
    [InlineData("model,source,target,a\nm,de/fr,nl,1\n", "line 2: found 'de/fr' in column source, expected a language code")]
    [InlineData("model,source,target,a\nm/../x,de,nl,1\n", "line 2: found 'm/../x' in column model")]
    public void RefusesDefects(string text, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void RefusesAFeatureOfAPairInTwoFiles()
    {
        string one = File("model,source,target,a\nm,deu_Latn,nld_Latn,1\n"), two = File("model,source,target,a\nm,de,nl,\n");
        string message = Assert.Throws<InvalidDataException>(() => JoinedFeatures.Read([one, two], _catalog)).Message;
        Assert.StartsWith($"{two}, line 2: found 'a' of deu_Latn to nld_Latn with m, which {one}, line 2 has too", message, StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesAFileThatIsNotThere() =>
        Assert.Contains("no such file", Assert.Throws<FileNotFoundException>(() => JoinedFeatures.Read([Path.Combine(_folder, "none.csv")], _catalog)).Message);

    JoinedFeatures Read(string text) => JoinedFeatures.Read([File(text)], _catalog);

    string File(string text)
    {
        string path = Path.Combine(_folder, $"{Directory.EnumerateFiles(_folder).Count()}.csv");
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    static float[] Values(JoinedFeatures joined, string model, string source, string target)
    {
        float[] values = new float[joined.Names.Length];
        joined.Fill(values, model, source, target);
        return values;
    }
}
