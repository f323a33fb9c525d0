using System.Security.Cryptography;
using TransferPredict.Evaluate.Import;

namespace TransferPredict.Evaluate.Tests.Import;

public sealed class ImportFilesTest : IDisposable
{
    readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void File_ThatIsALink_IsFollowed()
    {
        string target = _folder.Write("blobs/4f1c", "text"), link = Link("data/scores.csv", target);
        var files = ImportFiles.Find(link, null);
        FoundFile main = Assert.Single(files.Main("other.csv"));
        Assert.Equal((link, "scores.csv"), (main.Path, main.Name));
        Assert.Equal(("scores.csv", Convert.ToHexStringLower(SHA256.HashData("text\n"u8))), Assert.Single(files.Used));
        Assert.Throws<InvalidDataException>(() => files.RequireUnwritten(Path.Combine(_folder.Path, "blobs"), ["4f1c"]));
    }

    [Fact]
    public void File_WithoutALink_IsFoundOnce() =>
        Assert.Equal("scores.csv", Assert.Single(ImportFiles.Find(_folder.Write("data/scores.csv", "text"), null).Main()).Name);

    [Fact]
    public void File_BehindALink_MayNotBeTooLarge()
    {
        string target = Path.Combine(_folder.Path, "large");
        using (FileStream stream = File.Create(target))
            stream.SetLength((64L << 20) + 1);
        var files = ImportFiles.Find(Link("data/scores.csv", target), null);
        Assert.Contains("found 67,108,865 bytes, expected at most", Assert.Throws<InvalidDataException>(() => files.Main()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_ThatIsALink_IsFollowed_LinksInItAreNot()
    {
        string real = _folder.Write("data/real.csv", "text");
        Link("data/link.csv", real);
        string folder = Path.Combine(_folder.Path, "named");
        Directory.CreateSymbolicLink(folder, Path.Combine(_folder.Path, "data"));
        Assert.Equal(["real.csv"], ImportFiles.Find(folder, "*.csv").Main().Select(f => f.Name));
    }

    string Link(string name, string target)
    {
        string link = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        File.CreateSymbolicLink(link, target);
        return link;
    }
}
