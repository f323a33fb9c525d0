using Microsoft.Win32.SafeHandles;

namespace TransferPredict.Features.Onnx;

/// <summary>Reads a part of a file.</summary>
static class FileBytes
{
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
