using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using TransferPredict.Features.Onnx;

namespace TransferPredict.Features.Layers.Files;

/// <summary>
/// What a safetensors file says of its tensors, checked as the safetensors library checks it: the tensors lie one behind the
/// other without gaps, as long as their types and shapes say, and fill the file. No value is read.
/// </summary>
sealed class SafetensorsFile
{
    // The library allows 100 MB; a model of a hundred thousand tensors has some 12.
    const int MaxHeader = 32 << 20;

    SafetensorsFile(FileStamp stamp, long dataStart, IReadOnlyList<SafetensorsTensor> tensors) =>
        (Stamp, DataStart, Tensors) = (stamp, dataStart, tensors);

    /// <summary>The file as it was when it was opened.</summary>
    internal FileStamp Stamp { get; }

    /// <summary>Where in the file the offsets of tensors are counted from.</summary>
    internal long DataStart { get; }

    /// <summary>The tensors in the order of their names, the order in which the safetensors library gives them.</summary>
    internal IReadOnlyList<SafetensorsTensor> Tensors { get; }

    /// <exception cref="MatrixFileException">The file is damaged, hostile or no safetensors file.</exception>
    internal static SafetensorsFile Open(string path)
    {
        var stamp = FileStamp.Of(path);
        if (FileLength.Of(path) == 0)
            throw SafetensorsThrow.TooShort(path, 0);
        using SafeFileHandle handle = File.OpenHandle(path);
        long length = RandomAccess.GetLength(handle);
        Span<byte> start = stackalloc byte[8];
        if (length < start.Length || RandomAccess.Read(handle, start, 0) < start.Length)
            throw SafetensorsThrow.TooShort(path, length);
        ulong header = BinaryPrimitives.ReadUInt64LittleEndian(start);
        if (header > MaxHeader)
            throw SafetensorsThrow.HeaderTooLarge(path, header, MaxHeader);
        if ((long)header > length - start.Length)
            throw SafetensorsThrow.HeaderPastEnd(path, header, length - start.Length);

        List<SafetensorsTensor> tensors = SafetensorsHeader.Read(path, FileBytes.Read(path, start.Length, (long)header));
        long dataStart = start.Length + (long)header;
        RequireFit(path, tensors, (ulong)(length - dataStart));
        return new SafetensorsFile(stamp, dataStart, [.. tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal)]);
    }

    /// <summary>The type under ONNX's name; Undefined for one that holds no fractions of 16 bits or more.</summary>
    internal static TensorElementType ElementType(string type) => type switch
    {
        "F64" => TensorElementType.Float64,
        "F32" => TensorElementType.Float32,
        "F16" => TensorElementType.Float16,
        "BF16" => TensorElementType.BFloat16,
        _ => TensorElementType.Undefined,
    };

    static void RequireFit(string path, List<SafetensorsTensor> tensors, ulong available)
    {
        ulong expected = 0;
        foreach (SafetensorsTensor tensor in tensors.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End))
        {
            if (tensor.Begin != expected || tensor.End < tensor.Begin)
                throw SafetensorsThrow.BadOffsets(path, tensor, expected);
            ulong bytes = ByteCount(path, tensor);
            if (bytes != tensor.End - tensor.Begin)
                throw SafetensorsThrow.WrongByteCount(path, tensor, bytes);
            expected = tensor.End;
        }
        if (expected != available)
            throw SafetensorsThrow.WrongLength(path, available, expected);
    }

    static ulong ByteCount(string path, SafetensorsTensor tensor)
    {
        int bits = Bits(tensor.Type);
        if (bits == 0)
            throw SafetensorsThrow.UnknownType(path, tensor.Name, tensor.Type);
        UInt128 count = 1;
        // An overflow is one even where a later dimension is 0, as in the library.
        foreach (ulong dimension in tensor.Shape)
        {
            count *= dimension;
            if (count > ulong.MaxValue)
                throw SafetensorsThrow.Overflow(path, tensor);
        }
        UInt128 total = count * (UInt128)bits;
        return total > ulong.MaxValue ? throw SafetensorsThrow.Overflow(path, tensor) : (ulong)((total + 7) / 8);
    }

    static int Bits(string type) => type switch
    {
        "F4" => 4,
        "F6_E2M3" or "F6_E3M2" => 6,
        "BOOL" or "U8" or "I8" or "F8_E4M3" or "F8_E5M2" or "F8_E8M0" or "F8_E4M3FNUZ" or "F8_E5M2FNUZ" => 8,
        "U16" or "I16" or "F16" or "BF16" => 16,
        "U32" or "I32" or "F32" => 32,
        "U64" or "I64" or "F64" or "C64" => 64,
        _ => 0,
    };
}
