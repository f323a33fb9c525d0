namespace TransferPredict.Features.Tables;

/// <summary>Reads text files line by line, and refuses those far larger than any real one before they cost memory.</summary>
public static class TextLines
{
    /// <summary>Bytes: some hundred times the largest table or counts of the repository.</summary>
    public const long LargestFile = 256L << 20;

    /// <summary>The lines of a file.</summary>
    /// <exception cref="InvalidDataException">The file has more than <see cref="LargestFile"/> bytes.</exception>
    public static IEnumerable<string> Read(string path)
    {
        CheckSize(path);
        return File.ReadLines(path);
    }

    /// <summary>Refuses a file that is too large to be what it should be.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It has more than <see cref="LargestFile"/> bytes.</exception>
    public static void CheckSize(string path) => CheckSize(path, LargestFile);

    internal static void CheckSize(string path, long largest)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: no such file; expected a file of text.", path);
        if (new FileInfo(path).Length is var length && length > largest)
            throw new InvalidDataException($"{path}: found {length:N0} bytes, expected at most {largest:N0}.");
    }
}
