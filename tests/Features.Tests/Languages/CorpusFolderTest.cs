using TransferPredict.Features.Languages;

namespace TransferPredict.Features.Tests.Languages;

public sealed class CorpusFolderTest : IDisposable
{
    const string Header = "language,text,sentences,words,tokens,unknown,pretraining_sentences\n";

    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_ListsAndReads()
    {
        _folder.Write("m/swe_Latn.tsv", "token\tcount\n1\t2\n");
        _folder.Write("m/deu_Latn.tsv", "token\tcount\n3\t4\n");
        _folder.Write("m/corpora.csv", Header + "deu_Latn,sib200 train,10,20,30,3,\nfao_Latn,x,1,2,3,0,500\n");
        _folder.Write("words/deu_Latn.tsv", "hash\tcount\nff\t9\n");
        _folder.Write("secret.tsv", "token\tcount\n1\t1\n");

        CorpusFolder corpora = CorpusFolder.Open(_folder.Path, "m");

        Assert.Equal("deu_Latn swe_Latn", string.Join(' ', corpora.Languages));
        LanguageCorpus german = corpora.Read("deu_Latn", vocabulary: 4)!, swedish = corpora.Read("swe_Latn")!;
        Assert.Equal((4, 9), (german.Tokens.CountOf(3), german.Words!.CountOf(0xFF)));
        Assert.Equal((1.5, 0.1, null), (german.Facts!.Fertility, german.Facts.UnknownRate, german.Facts.PretrainingSentences));
        Assert.Null(swedish.Words);
        Assert.Null(swedish.Facts);
        Assert.Equal(500, corpora.FactsOf("fao_Latn")!.PretrainingSentences);
        Assert.Null(corpora.Read("fao_Latn"));
        Assert.Null(corpora.Read("../secret"));
        Assert.Throws<InvalidDataException>(() => corpora.Read("deu_Latn", vocabulary: 3));
    }

    [Fact]
    public void Open_NamesAMissingOrEmptyFolder()
    {
        Assert.StartsWith($"{_folder.In("none")}: no such folder; expected the token counts of 'none'",
            Assert.Throws<DirectoryNotFoundException>(() => CorpusFolder.Open(_folder.Path, "none")).Message);
        _folder.Write("empty/corpora.csv", Header);
        Assert.StartsWith($"{_folder.In("empty")}: found no .tsv file, expected the token counts of 'empty'",
            Assert.Throws<InvalidDataException>(() => CorpusFolder.Open(_folder.Path, "empty")).Message);
    }

    [Theory]
    [InlineData("", 1, "found an empty file, expected the header 'language,text,sentences")]
    [InlineData("language,words\n", 1, "found 'language,words', expected the header 'language,text,sentences")]
    [InlineData(Header + "deu_Latn,ud,1,2,3\n", 2, "found 5 fields, expected 7 as in the header")]
    [InlineData(Header + "deu_Latn,ud,1,2,3,0,\n,ud,1,2,3,0,\n", 3, "found nothing in column language, expected the code of a language")]
    [InlineData(Header + "deu_Latn,ud,1,many,3,0,\n", 2, "found 'many' in column words, expected a whole number from 0 up")]
    [InlineData(Header + "deu_Latn,ud,1,2,-3,0,\n", 2, "found '-3' in column tokens, expected a whole number from 0 up")]
    [InlineData(Header + "deu_Latn,ud,1,2,3,0,0.5\n", 2, "found '0.5' in column pretraining_sentences, expected a whole number from 0 up")]
    [InlineData(Header + "deu_Latn,ud,1,2,3,4,\n", 2, "found 4 unknown of 3 tokens, expected no more unknown tokens than tokens")]
    [InlineData(Header + "deu_Latn,ud,1,2,3,0,\ndeu_Latn,ud,1,2,3,0,\n", 3, "found 'deu_Latn' a second time, expected each language once")]
    public void Open_RefusesDamagedFacts(string text, int line, string complaint)
    {
        _folder.Write("m/deu_Latn.tsv", "token\tcount\n");
        string path = _folder.Write("m/corpora.csv", text);

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => CorpusFolder.Open(_folder.Path, "m"));

        Assert.StartsWith($"{path}, line {line}: {complaint}", exception.Message);
    }

    [Fact]
    public void Facts_OfNoTextHaveNoRates()
    {
        CorpusFacts none = new("x", "none", 0, 0, 0, 0, null);
        Assert.True(double.IsNaN(none.Fertility) && double.IsNaN(none.UnknownRate));
    }
}
