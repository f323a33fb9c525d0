using TransferPredict.Features.Representations.Vectors;

namespace TransferPredict.Features.Tests.Representations.Vectors;

public sealed class VectorFileTest : IDisposable
{
    static readonly RepresentationOptions _options = new();
    static readonly VectorKey _key = new("xxx_Latn", "model", "tokenizer", "text", 512, _options);

    readonly TempFolder _folder = new();
    readonly LanguageVectors _vectors = new(
        [SeededVectors.Layer(SeededVectors.Random(12, 1), 3, [1, 2, 3]), SeededVectors.Layer(SeededVectors.Random(12, 2), 3, [4, 5, 6])],
        1000, 70, 2, [new(5, 1), new(0, 0), new(69, 12), new(3, 3)], [4]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_IsReadBackToTheBit()
    {
        VectorFile.Write(_folder.In("a/x.vectors"), _key, _vectors);

        LanguageVectors read = VectorFile.Open(_folder.In("a/x.vectors"), _key)!.ReadAll();

        Assert.Equal((1000, 70, 2), (read.WordCount, read.SentenceCount, read.Truncated));
        Assert.Equal(_vectors.Words, read.Words);
        Assert.Equal(_vectors.Sentences, read.Sentences);
        foreach ((LayerVectors expected, LayerVectors found) in _vectors.Layers.Zip(read.Layers))
        {
            Assert.Equal(expected.Mean, found.Mean);
            Assert.Equal(expected.Covariance, found.Covariance);
            Assert.Equal(expected.Words, found.Words);
            Assert.Equal(expected.Sentences, found.Sentences);
        }
    }

    [Fact]
    public void Open_FindsNothingUnderAnotherKey()
    {
        string path = _folder.In("x.vectors");
        Assert.Null(VectorFile.Open(path, _key));
        VectorFile.Write(path, _key, _vectors);

        VectorKey[] others =
        [
            new("yyy_Latn", "model", "tokenizer", "text", 512, _options),
            new("xxx_Latn", "model2", "tokenizer", "text", 512, _options),
            new("xxx_Latn", "model", "tokenizer2", "text", 512, _options),
            new("xxx_Latn", "model", "tokenizer", "text2", 512, _options),
            new("xxx_Latn", "model", "tokenizer", "text", 128, _options),
            new("xxx_Latn", "model", "tokenizer", "text", 512, _options with { MaxWords = 5 }),
            new("xxx_Latn", "mode", "ltokenizer", "text", 512, _options),
        ];
        Assert.Equal(others.Length, others.Select(key => key.Hex).Append(_key.Hex).Distinct().Count() - 1);
        Assert.All(others, key => Assert.Null(VectorFile.Open(path, key)));
    }

    [Fact]
    public void Open_RefusesEveryDamage()
    {
        string path = _folder.In("x.vectors");
        VectorFile.Write(path, _key, _vectors);
        byte[] whole = File.ReadAllBytes(path);

        for (int i = 0; i < whole.Length; i++)
        {
            byte[] damaged = [.. whole];
            damaged[i] ^= 0x40;
            File.WriteAllBytes(path, damaged);
            // The version and the key say that the file is of something else; all other damage is named.
            if (i is >= 8 and < 12 or >= 36 and < 68)
                Assert.Null(VectorFile.Open(path, _key));
            else
                Assert.StartsWith($"{path}: found ", Assert.Throws<InvalidDataException>(() => VectorFile.Open(path, _key)!.ReadAll()).Message);
        }
        for (int length = 0; length < whole.Length; length += 7)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Throws<InvalidDataException>(() => VectorFile.Open(path, _key));
        }
    }

    [Fact]
    public void Cache_ComputesOnceAndAgainWhereAFileIsDamaged()
    {
        var cache = new VectorCache(_folder.In("cache"));
        int computed = 0;
        LanguageVectors Compute()
        {
            computed++;
            return _vectors;
        }

        cache.GetOrAdd("xxx_Latn", _key, Compute);
        Assert.Equal(_vectors.Layers[1].Words, cache.GetOrAdd("xxx_Latn", _key, Compute).ReadLayer(1).Words);
        Assert.Equal(1, computed);

        File.WriteAllBytes(cache.FileOf("xxx_Latn"), [1, 2, 3]);
        cache.GetOrAdd("xxx_Latn", _key, Compute);
        Assert.Equal(2, computed);
    }
}
