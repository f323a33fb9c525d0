using TransferPredict.Features.Tables;

namespace TransferPredict.Training.CommandLine;

/// <summary>Files that a user names for results.</summary>
public static class OutputFile
{
    /// <summary>Writes one whole or not at all.</summary>
    /// <exception cref="IOException">It cannot be written; the message names it.</exception>
    public static void Write(string file, string text) => Write(file, () => WholeFile.Write(file, text));

    /// <summary>Names the file where writing it fails.</summary>
    /// <param name="file">The file.</param>
    /// <param name="write">Writes it, whole or not at all.</param>
    /// <exception cref="IOException">It cannot be written; the message names it.</exception>
    public static void Write(string file, Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{file}: cannot be written ({e.Message}); expected a file name in a folder that can be written to.", e);
        }
    }
}
