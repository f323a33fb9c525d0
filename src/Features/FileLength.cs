namespace TransferPredict.Features;

/// <summary>How long files are.</summary>
static class FileLength
{
    /// <summary>The number of bytes, told without opening the file: opening a pipe would wait for its other end. Pipes and devices have 0.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    internal static long Of(string path)
    {
        var file = new FileInfo(path);
        // A shell's pipes are links to what is no path.
        return file.ResolveLinkTarget(returnFinalTarget: true) is not { } target ? file.Length : target is FileInfo { Exists: true } end ? end.Length : 0;
    }
}
