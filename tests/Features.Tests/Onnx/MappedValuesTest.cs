using System.Runtime.InteropServices;
using TransferPredict.Features.Numerics;
using TransferPredict.Features.Onnx;
using TransferPredict.Features.Onnx.Weights;
using TransferPredict.Features.Tests.Spectra;

namespace TransferPredict.Features.Tests.Onnx;

public sealed class MappedValuesTest : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0, 3, 0, 67)]
    [InlineData(1, 2, 5, 40)]
    [InlineData(2, 1, 66, 1)]
    [InlineData(0, 3, 7, 15)]
    [InlineData(3, 0, 0, 67)]
    [InlineData(0, 3, 67, 0)]
    public void Read_AnyBlockOfAnyType(int row, int rows, int column, int columns)
    {
        SeededRandom random = new(1, "values");
        double[] values = [.. Enumerable.Range(0, 3 * 67).Select(_ => Seeded.Gaussian(ref random))];
        foreach (TensorElementType type in (TensorElementType[])
            [TensorElementType.Float32, TensorElementType.Float64, TensorElementType.Float16, TensorElementType.BFloat16])
        {
            (byte[] bytes, double[] stored) = Encode(type, values);
            using MappedValues matrix = MappedValues.Open(Write(bytes, 13), 13, type, 3, 67);
            double[] expected = [.. Enumerable.Range(row, rows).SelectMany(i => stored.Skip(i * 67 + column).Take(columns))];
            double[] found = new double[rows * columns];
            matrix.Read(row, rows, column, columns, found);
            Assert.Equal(expected, found);
        }
    }

    [Fact]
    public void Read_EveryHalf()
    {
        ushort[] halves = [.. Enumerable.Range(0, 65536).Select(i => (ushort)i)];
        using MappedValues matrix = MappedValues.Open(Write(MemoryMarshal.AsBytes(halves.AsSpan()).ToArray(), 0), 0, TensorElementType.Float16, 256, 256);
        double[] found = new double[65536];
        matrix.Read(0, 256, 0, 256, found);
        for (int i = 0; i < 65536; i++)
            Assert.Equal((double)BitConverter.UInt16BitsToHalf((ushort)i), found[i]);
        Assert.True(double.IsNegative(found[0x8000]));
    }

    [Fact]
    public void Read_EveryUpperHalf()
    {
        ushort[] halves = [.. Enumerable.Range(0, 65536).Select(i => (ushort)i)];
        using MappedValues matrix = MappedValues.Open(Write(MemoryMarshal.AsBytes(halves.AsSpan()).ToArray(), 0), 0, TensorElementType.BFloat16, 256, 256);
        double[] found = new double[65536];
        matrix.Read(0, 256, 0, 256, found);
        for (int i = 0; i < 65536; i++)
            Assert.Equal(BitConverter.Int32BitsToSingle(i << 16), found[i]);
    }

    [Fact]
    public void Read_LongerThanAPiece()
    {
        float[] values = [.. Enumerable.Range(0, 2 * 100_003).Select(i => (float)i)];
        using MappedValues matrix = MappedValues.Open(Write(MemoryMarshal.AsBytes(values.AsSpan()).ToArray(), 5), 5, TensorElementType.Float32, 2, 100_003);
        double[] all = new double[values.Length], part = new double[200_000];
        matrix.Read(0, 2, 0, 100_003, all);
        Assert.Equal(values.Select(value => (double)value), all);
        matrix.Read(0, 2, 2, 100_000, part);
        Assert.Equal(all[2..100_002].Concat(all[100_005..200_005]), part);
    }

    [Fact]
    public void Read_FileShortenedAfterOpening()
    {
        string file = Write(new byte[400], 0);
        using MappedValues matrix = MappedValues.Open(file, 0, TensorElementType.Float32, 10, 10);
        using (FileStream stream = new(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            stream.SetLength(399);
        double[] values = new double[100];
        matrix.Read(0, 9, 0, 10, values.AsSpan(0, 90));
        Assert.Equal(OnnxDefect.Changed, Assert.Throws<OnnxModelException>(() => matrix.Read(0, 10, 0, 10, values)).Defect);
    }

    [Fact]
    public void Open_BadInput()
    {
        string file = Write(new byte[100], 0);
        OnnxModelException error = Assert.Throws<OnnxModelException>(() => MappedValues.Open(file, 4, TensorElementType.Float32, 5, 5));
        Assert.Contains("has 100 bytes where Float32[5, 5] at 4 needs 104", error.Message);
        error = Assert.Throws<OnnxModelException>(() => MappedValues.Open(file, long.MaxValue, TensorElementType.Float64, int.MaxValue, int.MaxValue));
        Assert.Contains("at 9223372036854775807 needs 46116860149914140679", error.Message);
        Assert.Contains("Int8 were found", Assert.Throws<ArgumentException>(() => MappedValues.Open(file, 0, TensorElementType.Int8, 5, 5)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => MappedValues.Open(file, -1, TensorElementType.Float32, 5, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => MappedValues.Open(file, 0, TensorElementType.Float32, 0, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => MappedValues.Open(file, 0, TensorElementType.Float32, 5, 0));
        Assert.Throws<FileNotFoundException>(() => MappedValues.Open(file + "x", 0, TensorElementType.Float32, 5, 5));
    }

    [Fact]
    public void Read_BadBlock()
    {
        using MappedValues matrix = MappedValues.Open(Write(new byte[100], 0), 0, TensorElementType.Float32, 5, 5);
        foreach ((int row, int rows, int column, int columns) in new[] { (-1, 1, 0, 5), (5, 1, 0, 5), (0, -1, 0, 5), (0, 1, 4, 2), (0, 1, -1, 2), (int.MaxValue, int.MaxValue, 0, 1) })
            Assert.Contains("the matrix is 5 x 5", Assert.Throws<ArgumentException>(() => matrix.Read(row, rows, column, columns, new double[5])).Message);
        Assert.Contains("2 x 5 are 10", Assert.Throws<ArgumentException>(() => matrix.Read(0, 2, 0, 5, new double[9])).Message);
    }

    string Write(byte[] bytes, int offset) =>
        _folder.Write(Path.GetRandomFileName(), (byte[])[.. Enumerable.Repeat((byte)0xff, offset), .. bytes]);

    // The values as the type holds them, as bytes and as numbers.
    static (byte[] Bytes, double[] Stored) Encode(TensorElementType type, double[] values)
    {
        switch (type)
        {
            case TensorElementType.Float32:
                float[] singles = [.. values.Select(value => (float)value)];
                return (MemoryMarshal.AsBytes(singles.AsSpan()).ToArray(), [.. singles.Select(value => (double)value)]);
            case TensorElementType.Float16:
                Half[] halves = [.. values.Select(value => (Half)value)];
                return (MemoryMarshal.AsBytes(halves.AsSpan()).ToArray(), [.. halves.Select(value => (double)value)]);
            case TensorElementType.BFloat16:
                ushort[] upper = [.. values.Select(value => (ushort)(BitConverter.SingleToUInt32Bits((float)value) >> 16))];
                return (MemoryMarshal.AsBytes(upper.AsSpan()).ToArray(), [.. upper.Select(value => (double)BitConverter.UInt32BitsToSingle((uint)value << 16))]);
            default:
                return (MemoryMarshal.AsBytes(values.AsSpan()).ToArray(), values);
        }
    }
}
