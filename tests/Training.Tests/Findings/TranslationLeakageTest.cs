using TransferPredict.Features.Languages;
using TransferPredict.Training.Findings;

namespace TransferPredict.Training.Tests.Findings;

public sealed class TranslationLeakageTest : IDisposable
{
    static readonly LanguageCatalog _catalog = LanguageCatalog.LoadShipped();

    readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void SharesAreOfAllLinesOfPairsOfTwoLanguages()
    {
        File.WriteAllText(_file, "source,target,test_lines,traceable,seen\ndeu_Latn,nld_Latn,100,80,20\nnld_Latn,deu_Latn,300,100,0\npor_Latn,por_Latn_BR,100,100,100\n");
        Assert.Equal(new TranslationLeakage(2, 180 / 400.0, 20 / 400.0), TranslationLeakage.Read(_file, _catalog));
    }

    [Fact]
    public void WithoutAFileOrALineNothingIsKnown()
    {
        Assert.Null(TranslationLeakage.Read(_file + ".none", _catalog));
        File.WriteAllText(_file, "source,target,test_lines,traceable,seen\n");
        Assert.Null(TranslationLeakage.Read(_file, _catalog));
    }

    [Fact]
    public void ADefectIsNamedWithItsLine()
    {
        File.WriteAllText(_file, "source,target,test_lines,traceable,seen\ndeu_Latn,nld_Latn,100,-1,20\n");
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => TranslationLeakage.Read(_file, _catalog));
        Assert.Contains("line 2", error.Message, StringComparison.Ordinal);
        Assert.Contains("'-1'", error.Message, StringComparison.Ordinal);
    }
}
