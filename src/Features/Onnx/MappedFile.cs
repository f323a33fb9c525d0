using System.IO.MemoryMappedFiles;

namespace TransferPredict.Features.Onnx;

/// <summary>A file whose bytes are read in place, through the system's page cache.</summary>
sealed unsafe class MappedFile : IDisposable
{
    readonly MemoryMappedFile _map;
    readonly MemoryMappedViewAccessor _view;
    readonly byte* _start;
    readonly int _length;

    /// <summary>Maps a file of 1 byte to 2 GiB.</summary>
    internal MappedFile(FileStream stream)
    {
        _length = checked((int)stream.Length);
        _map = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        _view = _map.CreateViewAccessor(0, _length, MemoryMappedFileAccess.Read);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _start = start + _view.PointerOffset;
    }

    /// <summary>The bytes; not to be used once the file is disposed.</summary>
    internal ReadOnlySpan<byte> Bytes => new(_start, _length);

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _map.Dispose();
    }
}
