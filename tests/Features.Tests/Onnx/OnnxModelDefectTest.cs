using TransferPredict.Features.Onnx;
using static TransferPredict.Features.Tests.Onnx.ModelBuilder;

namespace TransferPredict.Features.Tests.Onnx;

public sealed class OnnxModelDefectTest : IDisposable
{
    readonly ModelFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_EmptyFile()
    {
        OnnxModelException exception = _folder.Refused([]);
        Assert.Equal(OnnxDefect.Empty, exception.Defect);
        Assert.Contains("0 bytes", exception.Message);
    }

    [Fact]
    public void Open_TruncatedAnywhere()
    {
        byte[] whole = WithEmbedding([.. Enumerable.Range(0, 60).Select(i => (float)i)], 20, 3).ToBytes();
        for (int length = 1; length < whole.Length; length++)
        {
            OnnxModelException exception = _folder.Refused(whole[..length]);
            Assert.True(exception.Defect is OnnxDefect.Damaged or OnnxDefect.NotOnnx, exception.Message);
        }
    }

    [Fact]
    public void Open_FlippedBytesGiveAnErrorOrAModel()
    {
        byte[] whole = WithEmbedding([.. Enumerable.Range(0, 12).Select(i => (float)i)], 4, 3).ToBytes();
        var random = new Random(1);
        for (int i = 0; i < 3000; i++)
        {
            byte[] damaged = [.. whole];
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                TransferPredict.Features.Onnx.Weights.ModelWeights.Find(_folder.Open(damaged));
            }
            catch (OnnxModelException exception)
            {
                Assert.Contains("model.onnx", exception.Message);
            }
        }
    }

    [Theory]
    [InlineData("This is a text and no model at all.")]
    [InlineData("<!DOCTYPE html><html><body>404</body></html>")]
    [InlineData("{\"error\": \"not found\"}")]
    public void Open_NotOnnx(string text)
    {
        OnnxModelException exception = _folder.Refused(System.Text.Encoding.UTF8.GetBytes(text));
        Assert.Contains("ONNX", exception.Message);
    }

    [Fact]
    public void Open_LfsPointer() =>
        Assert.Contains("git lfs pull", _folder.Refused("version https://git-lfs.github.com/spec/v1\noid sha256:0"u8.ToArray()).Message);

    [Fact]
    public void Open_LengthPastTheEnd()
    {
        // A graph of 2^31 - 1 bytes in a file of ten.
        var model = new ProtobufWriter();
        model.Varint((7 << 3) | 2);
        model.Varint(int.MaxValue);
        OnnxModelException exception = _folder.Refused([.. model.Written, 1, 2, 3, 4]);
        Assert.Contains("claims 2147483647 bytes where 4 are left", exception.Message);
    }

    [Fact]
    public void Open_LengthOver64Bits() => Assert.Contains("more than 64 bits",
        _folder.Refused([(7 << 3) | 2, 255, 255, 255, 255, 255, 255, 255, 255, 255, 127]).Message);

    [Fact]
    public void Open_DeeplyNestedGraphs()
    {
        var graph = new ProtobufWriter().Text(2, "innermost");
        for (int depth = 0; depth < 5000; depth++)
        {
            ProtobufWriter node = new ProtobufWriter().Text(4, "If").Message(5, new ProtobufWriter().Text(1, "b").Message(6, graph));
            graph = new ProtobufWriter().Message(1, node);
        }
        byte[] bytes = new ProtobufWriter().Message(7, graph).Message(8, new ProtobufWriter().Integer(2, 17)).Written.ToArray();

        OnnxModelException exception = _folder.Refused(bytes);
        Assert.Equal(OnnxDefect.Excessive, exception.Defect);
        Assert.Contains("nested more than 16 deep", exception.Message);
    }

    [Fact]
    public void Open_MillionsOfEmptyNodes()
    {
        var graph = new ProtobufWriter();
        for (int i = 0; i < 1_000_000; i++)
            graph.Bytes(1, []);
        byte[] bytes = new ProtobufWriter().Message(7, graph).Message(8, new ProtobufWriter().Integer(2, 17)).Written.ToArray();

        Assert.Equal(OnnxDefect.Excessive, _folder.Refused(bytes).Defect);
    }

    [Theory]
    [InlineData(new long[] { -1, 4 }, "[-1, 4]")]
    [InlineData(new long[] { 1L << 40, 1L << 40 }, "fewer than 2^55 elements")]
    [InlineData(new long[] { long.MaxValue, 0, long.MaxValue, 2 }, "tensor 'w'")]
    [InlineData(new long[] { long.MinValue }, "tensor 'w'")]
    public void Open_HostileDimensions(long[] dimensions, string expected)
    {
        OnnxModelException exception = _folder.Refused(Create().Initializer(
            Header("w", TensorElementType.Float32, dimensions).Bytes(9, new byte[16])).ToBytes());
        Assert.Equal(OnnxDefect.BadTensor, exception.Defect);
        Assert.Contains(expected, exception.Message);
    }

    [Theory]
    [InlineData(TensorElementType.Float32, 23, "has 23 bytes of raw_data, expected 24")]
    [InlineData(TensorElementType.Float16, 24, "has 24 bytes of raw_data, expected 12")]
    [InlineData(TensorElementType.Int4, 4, "has 4 bytes of raw_data, expected 3")]
    [InlineData((TensorElementType)99, 4, "data type 99")]
    [InlineData(TensorElementType.Undefined, 4, "data type 0")]
    public void Open_BytesThatDoNotFitTheShape(TensorElementType type, int bytes, string expected) => Assert.Contains(expected,
        _folder.Refused(Create().Initializer(Header("w", type, [2, 3]).Bytes(9, new byte[bytes])).ToBytes()).Message);

    [Fact]
    public void Open_TypedDataThatDoesNotFitTheShape()
    {
        Assert.Contains("8 bytes of float_data, expected 24",
            _folder.Refused(Create().Initializer(Header("w", TensorElementType.Float32, [2, 3]).Bytes(4, new byte[8])).ToBytes()).Message);
        Assert.Contains("int32_data another number",
            _folder.Refused(Create().Initializer(Header("w", TensorElementType.Int8, [2, 3]).Integers(5, [1, 2])).ToBytes()).Message);
    }

    [Fact]
    public void Open_TwoInitializersOfOneName() => Assert.Contains("two initializers are named 'w'",
        _folder.Refused(Create().Initializer(Raw("w", TensorElementType.Int8, [1], (sbyte)1))
            .Initializer(Raw("w", TensorElementType.Int8, [1], (sbyte)1)).ToBytes()).Message);

    [Theory]
    [InlineData("../secret.bin")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../secret.bin")]
    [InlineData("..\\secret.bin")]
    [InlineData("C:\\secret.bin")]
    [InlineData("\\\\host\\share")]
    public void Open_ExternalDataOutsideTheFolder(string location)
    {
        OnnxModelException exception = _folder.Refused(
            Create().Initializer(External("w", TensorElementType.Float32, [1], location)).ToBytes());
        Assert.Equal(OnnxDefect.BadExternalData, exception.Defect);
        Assert.Contains($"'{location}'", exception.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Open_ExternalDataBehindALink(bool folderIsLink)
    {
        if (OperatingSystem.IsWindows())
            return; // Links need a privilege there.

        using var outside = new ModelFolder();
        string target = outside.Write("secret.bin", new byte[4]);
        string link = Path.Combine(_folder.Path, "link");
        if (folderIsLink)
            Directory.CreateSymbolicLink(link, outside.Path);
        else
            File.CreateSymbolicLink(link, target);
        byte[] bytes = Create().Initializer(
            External("w", TensorElementType.Float32, [1], folderIsLink ? "link/secret.bin" : "link")).ToBytes();

        OnnxModelException exception = _folder.Refused(bytes);
        Assert.Equal(OnnxDefect.BadExternalData, exception.Defect);
        Assert.Contains("symbolic link", exception.Message);
        Assert.Equal(target, Assert.Single(_folder.Open(bytes, new OnnxModelOptions { AllowLinks = true }).Tensors).FilePath);
    }

    [Fact]
    public void Open_ExternalDataMissingOrShortOrBadlyNumbered()
    {
        Assert.Equal(OnnxDefect.MissingExternalData, Refused("weights.bin", null, null).Defect);
        _folder.Write("weights.bin", new byte[10]);

        OnnxModelException exception = Refused("weights.bin", "4", null);
        Assert.Equal(OnnxDefect.ShortExternalData, exception.Defect);
        Assert.Contains("needs bytes 4 to 12 of", exception.Message);
        Assert.Contains("which has 10", exception.Message);

        Assert.Equal(OnnxDefect.ShortExternalData, Refused("weights.bin", "9223372036854775807", null).Defect);
        Assert.Contains("'-1' as the offset", Refused("weights.bin", "-1", null).Message);
        Assert.Contains("'eight' as the length", Refused("weights.bin", "0", "eight").Message);
        Assert.Contains("9 bytes of external data, expected 8", Refused("weights.bin", "0", "9").Message);
        Assert.Contains("no location is given", Refused(null, "0", "8").Message);

        OnnxModelException Refused(string? location, string? offset, string? length) => _folder.Refused(
            Create().Initializer(External("w", TensorElementType.Float32, [2], location, offset, length)).ToBytes());
    }
}
