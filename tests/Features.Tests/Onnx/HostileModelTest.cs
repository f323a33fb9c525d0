using TransferPredict.Features.Numerics;
using TransferPredict.Features.Onnx;
using static TransferPredict.Features.Tests.Onnx.ModelBuilder;

namespace TransferPredict.Features.Tests.Onnx;

/// <summary>Damaged files: whatever is done to a model, it is read or refused, and nothing else.</summary>
public sealed class HostileModelTest : IDisposable
{
    readonly ModelFolder _folder = new();
    readonly byte[] _whole = RealLikeModel.ToBytes();

    public HostileModelTest() => _folder.Write(RealLikeModel.ExternalFile, RealLikeModel.External);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Intact_IsReadWhole()
    {
        HostileAttempt attempt = Attempt(_whole, readValues: true);
        Assert.Null(attempt.Refused);
        Assert.Equal((RealLikeModel.Matrices, RealLikeModel.Matrices), (attempt.Matrices, attempt.Read));
    }

    [Fact]
    public void Truncated_AtEveryPercent()
    {
        for (int percent = 0; percent < 100; percent++)
        {
            OnnxModelException exception = Assert.IsType<OnnxModelException>(Attempt(_whole[..(_whole.Length * percent / 100)], readValues: true).Refused);
            Assert.True(exception.Defect is OnnxDefect.Empty or OnnxDefect.Damaged or OnnxDefect.NotOnnx, exception.Message);
        }
    }

    [Fact]
    public void Truncated_ExternalDataAtEveryPercent()
    {
        for (int percent = 0; percent < 100; percent++)
        {
            int length = RealLikeModel.External.Length * percent / 100;
            _folder.Write(RealLikeModel.ExternalFile, RealLikeModel.External[..length]);
            // The one tensor in it takes the bytes from 16 to 160.
            Exception? refused = Attempt(_whole, readValues: true).Refused;
            if (length >= 160)
                Assert.Null(refused);
            else
                Assert.Equal(OnnxDefect.ShortExternalData, Assert.IsType<OnnxModelException>(refused).Defect);
        }
    }

    [Fact]
    public void Mutated_TenThousandTimes()
    {
        int refused = 0, read = 0;
        for (int seed = 0; seed < 10_000; seed++)
        {
            var random = new SeededRandom(seed, "mutation");
            HostileAttempt attempt = Attempt(Mutation.Of(_whole, ref random), readValues: seed % 20 == 0);
            refused += attempt.Refused is OnnxModelException ? 1 : 0;
            read += attempt.Read;
        }
        // Neither is everything refused nor everything let through.
        Assert.InRange(refused, 3_000, 9_000);
        Assert.InRange(read, 1_000, 10_000);
    }

    [Fact]
    public void SenselessGraphs_AreComputedOrRefused()
    {
        int refused = 0, read = 0;
        for (int seed = 0; seed < 500; seed++)
        {
            var random = new SeededRandom(seed, "chain");
            HostileAttempt attempt = Attempt(RandomChains.Build(ref random), readValues: true);
            refused += attempt.Refused != null ? 1 : 0;
            read += attempt.Read;
        }
        Assert.InRange(refused, 20, 480);
        Assert.InRange(read, 50, 5_000);
    }

    [Fact]
    public void LengthsOfTwoGigabytesInAKilobyte()
    {
        // Every byte that may be a length, one after another, is made to claim 2 GB and, as 64 bits, more.
        byte[] small = WithEmbedding(new float[200], 20, 10).ToBytes();
        Assert.InRange(small.Length, 900, 1100);
        int refused = 0;
        foreach (byte[] claim in (byte[][])[[0xFF, 0xFF, 0xFF, 0xFF, 0x07], [0x80, 0x80, 0x80, 0x80, 0x08], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]])
        {
            // Of the 800 bytes of values in the middle a few will do.
            foreach (int at in Enumerable.Range(0, small.Length).Where(at => at < 120 || at > small.Length - 120 || at % 50 == 0))
                refused += Attempt([.. small[..at], .. claim, .. small[(at + 1)..]], readValues: true).Refused is OnnxModelException ? 1 : 0;
        }
        Assert.InRange(refused, 500, 790);
    }

    [Theory]
    [InlineData(new[] { long.MaxValue, 1L })]
    [InlineData(new[] { 1L << 31, 1L << 31 })]
    [InlineData(new[] { (1L << 32) + 2, 3L })]
    [InlineData(new[] { -2L, -3L })]
    [InlineData(new[] { 0L, long.MaxValue })]
    [InlineData(new[] { 6L, -1L })]
    public void Dimensions_ThatNoMatrixHas(long[] dimensions)
    {
        foreach (TensorElementType type in (TensorElementType[])[TensorElementType.Float32, TensorElementType.Float16, TensorElementType.Int8])
        {
            foreach (ProtobufWriter tensor in (ProtobufWriter[])[
                Header("w", type, dimensions).Bytes(9, new byte[24]), Header("w", type, dimensions).Integers(5, new long[6]),
                External("w", type, dimensions, RealLikeModel.ExternalFile), External("w", type, dimensions, RealLikeModel.ExternalFile, null, "24")])
            {
                HostileAttempt attempt = Attempt(Create().Initializer(tensor).Node("MatMul", "m", ["x", "w"], "y").ToBytes(), readValues: true);
                Assert.Equal(0, attempt.Matrices);
            }
        }
    }

    [Fact]
    public void Nested_FieldsThatAreSkipped()
    {
        // 2,000 messages in each other, in a field that no one reads.
        byte[] inner = [];
        for (int depth = 0; depth < 2_000; depth++)
            inner = new ProtobufWriter().Bytes(15, inner).Written.ToArray();
        HostileAttempt attempt = Attempt([.. _whole, .. new ProtobufWriter().Bytes(20, inner).Written], readValues: false);
        Assert.Equal(RealLikeModel.Matrices, attempt.Matrices);
    }

    [Fact]
    public void External_LinkInTheFolderToTheOutsideIsRefusedUnlessAllowed()
    {
        if (OperatingSystem.IsWindows())
            return; // Links need a privilege there.

        using var outside = new ModelFolder();
        string target = outside.Write("blob", RealLikeModel.External);
        string link = Path.Combine(_folder.Path, RealLikeModel.ExternalFile);
        File.Delete(link);
        File.CreateSymbolicLink(link, target);

        Assert.Equal(OnnxDefect.BadExternalData, Assert.IsType<OnnxModelException>(Attempt(_whole, readValues: true).Refused).Defect);
        HostileAttempt allowed = HostileAttempt.At(_folder.Write("model.onnx", _whole), readValues: true, new OnnxModelOptions { AllowLinks = true });
        Assert.Equal(RealLikeModel.Matrices, allowed.Read);
    }

    [Fact]
    public void External_LinksInACircleAreMissing()
    {
        if (OperatingSystem.IsWindows())
            return; // Links need a privilege there.

        string link = Path.Combine(_folder.Path, RealLikeModel.ExternalFile), other = Path.Combine(_folder.Path, "other");
        File.Delete(link);
        File.CreateSymbolicLink(link, other);
        File.CreateSymbolicLink(other, link);
        foreach (bool allow in (bool[])[false, true])
        {
            HostileAttempt attempt = HostileAttempt.At(_folder.Write("model.onnx", _whole), readValues: true, new OnnxModelOptions { AllowLinks = allow });
            Assert.Equal(OnnxDefect.MissingExternalData, Assert.IsType<OnnxModelException>(attempt.Refused).Defect);
        }
    }

    [Fact]
    public void External_LinkToNothing()
    {
        if (OperatingSystem.IsWindows())
            return; // Links need a privilege there.

        string link = Path.Combine(_folder.Path, RealLikeModel.ExternalFile);
        File.Delete(link);
        File.CreateSymbolicLink(link, Path.Combine(_folder.Path, "nothing"));
        Assert.Equal(OnnxDefect.MissingExternalData, Assert.IsType<OnnxModelException>(Attempt(_whole, readValues: true).Refused).Defect);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("./")]
    [InlineData("sub")]
    [InlineData("\0")]
    [InlineData("weights.bin\0.txt")]
    [InlineData("weights.bin/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("~/x")]
    [InlineData("\uFFFD")]
    public void External_LocationsThatAreNoFiles(string location)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "sub"));
        HostileAttempt attempt = Attempt(Create().Initializer(External("w", TensorElementType.Float32, [2, 2], location))
            .Node("MatMul", "m", ["x", "w"], "y").ToBytes(), readValues: true);
        OnnxModelException exception = Assert.IsType<OnnxModelException>(attempt.Refused);
        Assert.True(exception.Defect is OnnxDefect.BadExternalData or OnnxDefect.MissingExternalData, exception.Message);
    }

    [Fact]
    public void External_VeryLongLocation()
    {
        HostileAttempt attempt = Attempt(Create().Initializer(External("w", TensorElementType.Float32, [2, 2], new string('a', 1_000_000)))
            .Node("MatMul", "m", ["x", "w"], "y").ToBytes(), readValues: true);
        Assert.Equal(OnnxDefect.MissingExternalData, Assert.IsType<OnnxModelException>(attempt.Refused).Defect);
    }

    HostileAttempt Attempt(byte[] bytes, bool readValues) => HostileAttempt.At(_folder.Write("model.onnx", bytes), readValues);
}
