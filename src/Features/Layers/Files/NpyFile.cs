using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Win32.SafeHandles;
using TransferPredict.Features.Layers.Values;
using TransferPredict.Features.Onnx;
using TransferPredict.Features.Spectra.Decomposition;

namespace TransferPredict.Features.Layers.Files;

/// <summary>A matrix in NumPy's .npy format, 1.0 to 3.0: two dimensions, little-endian halves, singles or doubles.</summary>
static partial class NpyFile
{
    // A header of a plain array has some 60 bytes, padded to 128.
    const int MaxHeader = 1 << 16;
    const int Magic = 8;

    /// <summary>Opens the matrix; its values are read when they are asked for.</summary>
    /// <exception cref="MatrixFileException">The file is damaged, or holds something other than such a matrix.</exception>
    internal static IMatrixValues Open(string path)
    {
        var stamp = FileStamp.Of(path);
        (string header, long dataStart, long length) = ReadHeader(path);
        Match match = Header().Match(header);
        if (!match.Success)
            throw NpyThrow.BadHeader(path, header);

        TensorElementType type = ElementType(path, match.Groups["type"].Value);
        string shape = match.Groups["shape"].Value;
        Match dimensions = Shape().Match(shape);
        if (!int.TryParse(dimensions.Groups["rows"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int rows)
            || !int.TryParse(dimensions.Groups["columns"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int columns)
            || rows == 0 || columns == 0)
        {
            throw NpyThrow.NotAMatrix(path, shape);
        }
        UInt128 expected = (UInt128)rows * (UInt128)columns * (UInt128)(type.Bits() / 8);
        if ((UInt128)(length - dataStart) != expected)
            throw NpyThrow.WrongLength(path, length - dataStart, expected);

        bool byColumns = match.Groups["fortran"].Value == "True";
        var stored = new StoredValues(path, dataStart, type, byColumns ? columns : rows, byColumns ? rows : columns, stamp.RequireUnchanged);
        return byColumns ? new TransposedValues(stored) : stored;
    }

    static (string Header, long DataStart, long Length) ReadHeader(string path)
    {
        if (FileLength.Of(path) == 0)
            throw NpyThrow.BadMagic(path);
        using SafeFileHandle handle = File.OpenHandle(path);
        long length = RandomAccess.GetLength(handle);
        Span<byte> start = stackalloc byte[Magic + 4];
        start = start[..RandomAccess.Read(handle, start, 0)];
        if (start.Length < 6 || start[0] != 0x93 || !start[1..6].SequenceEqual("NUMPY"u8))
            throw NpyThrow.BadMagic(path);
        if (start.Length < Magic + 4)
            throw NpyThrow.TooShort(path, length);
        (int major, int minor) = (start[6], start[7]);
        if (major is < 1 or > 3 || minor != 0)
            throw NpyThrow.UnknownVersion(path, major, minor);

        int prefix = major == 1 ? 2 : 4;
        long header = major == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(start[Magic..]) : BinaryPrimitives.ReadUInt32LittleEndian(start[Magic..]);
        long left = length - Magic - prefix;
        if (header > MaxHeader)
            throw NpyThrow.HeaderTooLarge(path, header, MaxHeader);
        if (header > left)
            throw NpyThrow.HeaderPastEnd(path, header, left);
        Encoding encoding = major == 3 ? Encoding.UTF8 : Encoding.Latin1;
        return (encoding.GetString(FileBytes.Read(path, Magic + prefix, header)), Magic + prefix + header, length);
    }

    static TensorElementType ElementType(string path, string type) => type switch
    {
        "<f2" => TensorElementType.Float16,
        "<f4" => TensorElementType.Float32,
        "<f8" => TensorElementType.Float64,
        ['>', ..] => throw NpyThrow.BigEndian(path, type),
        _ => throw NpyThrow.UnknownType(path, type),
    };

    // NumPy writes the three keys sorted, and this is all that it writes for an array without named fields.
    [GeneratedRegex(@"^\{ *'descr': *'(?<type>[^']*)', *'fortran_order': *(?<fortran>True|False), *'shape': *\((?<shape>[^()]*)\),? *\} *\n?$")]
    private static partial Regex Header();

    [GeneratedRegex(@"^ *(?<rows>\d+), *(?<columns>\d+),? *$")]
    private static partial Regex Shape();
}
