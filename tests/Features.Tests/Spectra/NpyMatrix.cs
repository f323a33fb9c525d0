using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace TransferPredict.Features.Tests.Spectra;

/// <summary>A float32 matrix from a .npy file (format 1.0, C order, little endian): as much as the golden files need.</summary>
sealed partial record NpyMatrix(float[] Values, int Rows, int Columns)
{
    internal static NpyMatrix Read(string file)
    {
        byte[] bytes = File.ReadAllBytes(file);
        Assert.Equal("\u0093NUMPY\u0001\0", Encoding.Latin1.GetString(bytes, 0, 8));
        int length = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8));
        Match header = Header().Match(Encoding.Latin1.GetString(bytes, 10, length));
        Assert.True(header.Success, $"{file}: float32 in C order with two dimensions was expected.");
        int rows = int.Parse(header.Groups[1].Value, CultureInfo.InvariantCulture);
        int columns = int.Parse(header.Groups[2].Value, CultureInfo.InvariantCulture);
        float[] values = MemoryMarshal.Cast<byte, float>(bytes.AsSpan(10 + length)).ToArray();
        Assert.Equal(rows * columns, values.Length);
        return new NpyMatrix(values, rows, columns);
    }

    [GeneratedRegex(@"'descr': '<f4', 'fortran_order': False, 'shape': \((\d+), (\d+)\)")]
    private static partial Regex Header();
}
