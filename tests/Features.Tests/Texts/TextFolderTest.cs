using System.IO.Compression;
using System.Text;
using TransferPredict.Features.Texts;

namespace TransferPredict.Features.Tests.Texts;

public sealed class TextFolderTest : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_KnowsTextsByTheirNames()
    {
        _folder.Write("eng_Latn.txt", "one\n\n two\r\nthree");
        _folder.Write("deu_Latn.txt.gz", Packed("eins\nzwei\n"));
        _folder.Write("fra_Latn.txt", [0xEF, 0xBB, 0xBF, .. "été\n"u8]);
        foreach (string other in new[] { "README.md", ".txt", ".txt.gz", "ita_Latn.text" })
            _folder.Write(other, "x");

        TextFolder texts = TextFolder.Open(_folder.Path);

        Assert.Equal(["deu_Latn", "eng_Latn", "fra_Latn"], texts.Languages);
        Assert.Equal(["one", "", " two", "three"], texts.Lines("eng_Latn"));
        Assert.Equal(["eins", "zwei"], texts.Lines("deu_Latn"));
        Assert.Equal(["été"], texts.Lines("fra_Latn"));
        Assert.Equal((4, true, false), (texts.CountLines("eng_Latn"), texts.Has("deu_Latn"), texts.Has("ita_Latn")));
    }

    [Fact]
    public void ComputeHash_IsThatOfTheTextPackedOrNot()
    {
        _folder.Write("aaa.txt", "one\n");
        _folder.Write("bbb.txt.gz", Packed("one\n"));
        _folder.Write("ccc.txt", "one");
        TextFolder texts = TextFolder.Open(_folder.Path);

        Assert.Equal(texts.ComputeHash("aaa"), texts.ComputeHash("bbb"));
        Assert.NotEqual(texts.ComputeHash("aaa"), texts.ComputeHash("ccc"));
    }

    [Fact]
    public void DamagedArchives_AreNamed()
    {
        byte[] packed = Packed(string.Join('\n', Enumerable.Range(0, 1000)));
        string cut = _folder.Write("cut.txt.gz", packed[..^100]), other = _folder.Write("other.txt.gz", "no archive");
        TextFolder texts = TextFolder.Open(_folder.Path);

        foreach ((string language, string path) in new[] { ("cut", cut), ("other", other) })
        {
            Assert.StartsWith($"{path}: found no whole gzip archive (", Assert.Throws<InvalidDataException>(() => texts.CountLines(language)).Message);
            Assert.StartsWith($"{path}: found no whole gzip archive (", Assert.Throws<InvalidDataException>(() => texts.ComputeHash(language)).Message);
        }
    }

    [Fact]
    public void BytesThatAreNoUtf8_AreNamed()
    {
        string path = _folder.Write("aaa.txt", [0xC3, 0x28, .. "\n"u8]);
        Assert.StartsWith($"{path}: found bytes that are no UTF-8 in the first line, expected", Assert.Throws<InvalidDataException>(() => TextFolder.Open(_folder.Path).CountLines("aaa")).Message);
    }

    [Fact]
    public void RequireLines_NameTextsThatDoNotFit()
    {
        _folder.Write("aaa.txt", "one\n\n");
        _folder.Write("bbb.txt", "one\ntwo");
        _folder.Write("ccc.txt", "one");
        _folder.Write("more/aaa.txt", "one\ntwo\n");
        TextFolder texts = TextFolder.Open(_folder.Path), more = TextFolder.Open(_folder.In("more"));

        texts.RequireEqualLines(["aaa", "bbb", "ddd"]);
        Assert.Contains("found 1 lines of ccc, expected 2, as many as of aaa", Assert.Throws<InvalidDataException>(() => texts.RequireEqualLines(["aaa", "bbb", "ccc"])).Message);
        more.RequireLinesOf(texts, ["aaa", "ddd"]);
        string many = string.Concat(Enumerable.Repeat("one\n", TextFolder.MostParallelLines + 1));
        _folder.Write("eee.txt", many);
        _folder.Write("fff.txt", many);
        Assert.Contains("found 10001 lines of eee, expected at most 10000", Assert.Throws<InvalidDataException>(() => TextFolder.Open(_folder.Path).RequireEqualLines(["eee", "fff"])).Message);
        Assert.Contains("found no text of bbb for the decoder", Assert.Throws<InvalidDataException>(() => more.RequireLinesOf(texts, ["aaa", "bbb"])).Message);
    }

    [Fact]
    public void Open_NamesFoldersWithoutText()
    {
        Assert.Contains("found no such folder", Assert.Throws<DirectoryNotFoundException>(() => TextFolder.Open(_folder.In("nowhere"))).Message);
        Assert.Contains("found no text", Assert.Throws<InvalidDataException>(() => TextFolder.Open(_folder.Path)).Message);
        _folder.Write("aaa.txt", "one");
        _folder.Write("aaa.txt.gz", Packed("one"));
        Assert.Contains("found two texts of one language", Assert.Throws<InvalidDataException>(() => TextFolder.Open(_folder.Path)).Message);
    }

    static byte[] Packed(string text)
    {
        using var bytes = new MemoryStream();
        using (var archive = new GZipStream(bytes, CompressionLevel.Fastest))
            archive.Write(Encoding.UTF8.GetBytes(text));
        return bytes.ToArray();
    }
}
