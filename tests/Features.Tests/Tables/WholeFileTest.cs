using TransferPredict.Features.Tables;

namespace TransferPredict.Features.Tests.Tables;

public sealed class WholeFileTest : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_MakesFoldersAndReplaces()
    {
        string path = _folder.In("a/b/c.txt");

        WholeFile.Write(path, "first, and longer\n");
        WholeFile.Write(path, "ø\n");

        Assert.Equal([0xC3, 0xB8, (byte)'\n'], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(_folder.In("a/b")));
    }

    [Fact]
    public void Write_LeavesNothingBehindWhenItFails()
    {
        Directory.CreateDirectory(_folder.In("taken/full"));

        Assert.ThrowsAny<Exception>(() => WholeFile.Write(_folder.In("taken"), "text"));

        Assert.Equal([_folder.In("taken")], Directory.EnumerateFileSystemEntries(_folder.Path));
    }
}
