namespace TransferPredict.Features.Layers.Files;

/// <summary>What a file looked like when it was opened.</summary>
sealed record FileStamp(string Path, long Length, DateTime Written)
{
    internal static FileStamp Of(string path)
    {
        var info = new FileInfo(path);
        return new FileStamp(path, info.Length, info.LastWriteTimeUtc);
    }

    /// <summary>Throws when the file is no longer what it was.</summary>
    internal void RequireUnchanged()
    {
        if (!File.Exists(Path) || Of(Path) != this)
        {
            throw new MatrixFileException(
                MatrixFileDefect.Changed, Path, $"'{Path}' has changed since it was opened; open it again.");
        }
    }
}
