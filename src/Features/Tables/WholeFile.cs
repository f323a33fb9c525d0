using System.Text;

namespace TransferPredict.Features.Tables;

/// <summary>Writes files whole or not at all: under another name first, flushed, then renamed.</summary>
public static class WholeFile
{
    /// <summary>Replaces a file's text (UTF-8 without a mark, as given).</summary>
    /// <param name="path">The file; its folder is made when it is not there.</param>
    /// <param name="text">What it shall hold.</param>
    public static void Write(string path, string text) => Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>Replaces a file's bytes.</summary>
    /// <param name="path">The file; its folder is made when it is not there.</param>
    /// <param name="write">Writes what it shall hold.</param>
    public static void Write(string path, Action<Stream> write)
    {
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        string part = $"{full}.{Environment.ProcessId}.part";
        try
        {
            using (var stream = new FileStream(part, FileMode.Create, FileAccess.Write))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(part, full, overwrite: true);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }
}
