using Microsoft.Win32.SafeHandles;

namespace TransferPredict.Features.Onnx;

/// <summary>Reads a part of a file.</summary>
static class FileBytes
{
    /// <summary>
    /// The number of bytes, told without opening the file: opening a pipe would wait for its other end. Pipes and devices have 0.
    /// </summary>
    internal static long Count(string path)
    {
        var file = new FileInfo(path);
        // A shell's pipes are links to what is no path.
        return file.ResolveLinkTarget(returnFinalTarget: true) is not { } target ? file.Length : target is FileInfo { Exists: true } end ? end.Length : 0;
    }

    internal static byte[] Read(string path, long offset, long length)
    {
        byte[] bytes = new byte[length];
        using SafeFileHandle file = File.OpenHandle(path);
        for (int done = 0; done < bytes.Length;)
        {
            int count = RandomAccess.Read(file, bytes.AsSpan(done), offset + done);
            if (count == 0)
                throw OnnxThrow.Changed(path);
            done += count;
        }
        return bytes;
    }
}
