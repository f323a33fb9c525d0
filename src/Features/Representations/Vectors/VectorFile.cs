using System.Runtime.InteropServices;
using System.Security.Cryptography;
using TransferPredict.Features.Tables;

namespace TransferPredict.Features.Representations.Vectors;

/// <summary>
/// A language's vectors in a file, layer by layer. The format, all numbers little-endian: "TPVECTOR", version, the key
/// (32 bytes), layers, width, words sampled, sentences kept, sentences, sentences cut (int32 each), words (int64), the words' places
/// (sentence, word), the sentences' places (int32 each) and the SHA-256 of all that; then each layer's mean and the lower triangle of
/// its covariance (float64), its word and its sentence vectors (float32) and the SHA-256 of the layer.
/// </summary>
public sealed class VectorFile
{
    const int Version = 1;
    const int HeaderInts = 7;
    const int MaxWidth = 1 << 15;
    const int HashLength = SHA256.HashSizeInBytes;

    static ReadOnlySpan<byte> Magic => "TPVECTOR"u8;

    static int FixedLength => Magic.Length + HeaderInts * sizeof(int) + VectorKey.Length + sizeof(long);

    readonly string _path;
    readonly long _firstLayer;

    VectorFile(string path, long firstLayer, int[] header, long words, WordPlace[] places, int[] sentences)
    {
        (_path, _firstLayer, WordCount, Words, Sentences) = (path, firstLayer, words, places, sentences);
        (Layers, Width, SentenceCount, Truncated) = (header[1], header[2], header[5], header[6]);
    }

    /// <summary>The number of layers.</summary>
    public int Layers { get; }

    /// <summary>Values in a vector.</summary>
    public int Width { get; }

    /// <summary>Words in the text.</summary>
    public long WordCount { get; }

    /// <summary>Sentences in the text.</summary>
    public int SentenceCount { get; }

    /// <summary>Sentences that were cut.</summary>
    public int Truncated { get; }

    /// <summary>Which words the sampled vectors belong to.</summary>
    public WordPlace[] Words { get; }

    /// <summary>Which sentences the sentence vectors belong to.</summary>
    public int[] Sentences { get; }

    long LayerLength => sizeof(double) * (Width + Triangle(Width)) + sizeof(float) * (long)Width * (Words.Length + Sentences.Length) + HashLength;

    /// <summary>Opens a file of that key; null where there is none, or its vectors were made from something else.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static VectorFile? Open(string path, VectorKey key)
    {
        if (!File.Exists(path))
            return null;
        using FileStream stream = File.OpenRead(path);
        byte[] start = new byte[FixedLength];
        if (stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length || !start.AsSpan().StartsWith(Magic))
            throw RepresentationThrow.DamagedCache(path, "another beginning", "'TPVECTOR'");

        int[] header = MemoryMarshal.Cast<byte, int>(start.AsSpan(Magic.Length, HeaderInts * sizeof(int))).ToArray();
        if (header[0] != Version || !start.AsSpan(Magic.Length + HeaderInts * sizeof(int), VectorKey.Length).SequenceEqual(key.ToBytes()))
            return null;

        long room = stream.Length - start.Length - HashLength;
        long places = (2L * header[3] + header[4]) * sizeof(int);
        if (header.AsSpan(1).ContainsAnyExceptInRange(0, int.MaxValue) || header[2] > MaxWidth || places > room)
            throw RepresentationThrow.DamagedCache(path, $"{stream.Length} bytes", "more, by its own header");
        byte[] rest = new byte[places + HashLength];
        stream.ReadExactly(rest);
        RequireHash(path, rest.AsSpan(^HashLength..), start, rest.AsSpan(0, (int)places));

        ReadOnlySpan<int> numbers = MemoryMarshal.Cast<byte, int>(rest.AsSpan(0, (int)places));
        var file = new VectorFile(path, start.Length + rest.Length, header, BitConverter.ToInt64(start, start.Length - sizeof(long)),
            MemoryMarshal.Cast<int, WordPlace>(numbers[..(2 * header[3])]).ToArray(), numbers[(2 * header[3])..].ToArray());
        long expected = file._firstLayer + file.Layers * file.LayerLength;
        return stream.Length == expected ? file : throw RepresentationThrow.DamagedCache(path, $"{stream.Length} bytes", $"{expected}");
    }

    /// <summary>Reads one layer.</summary>
    /// <exception cref="InvalidDataException">The layer is damaged.</exception>
    public LayerVectors ReadLayer(int layer)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)layer, (uint)Layers, nameof(layer));
        using FileStream stream = File.OpenRead(_path);
        stream.Position = _firstLayer + layer * LayerLength;
        double[] mean = new double[Width], triangle = new double[Triangle(Width)];
        float[] words = new float[Words.Length * Width], sentences = new float[Sentences.Length * Width];
        byte[] hash = new byte[HashLength];
        Span<byte> m = MemoryMarshal.AsBytes(mean.AsSpan()), t = MemoryMarshal.AsBytes(triangle.AsSpan());
        Span<byte> w = MemoryMarshal.AsBytes(words.AsSpan()), s = MemoryMarshal.AsBytes(sentences.AsSpan());
        stream.ReadExactly(m);
        stream.ReadExactly(t);
        stream.ReadExactly(w);
        stream.ReadExactly(s);
        stream.ReadExactly(hash);
        RequireHash(_path, hash, m, t, w, s);
        return new LayerVectors(mean, Square(triangle, Width), words, sentences);
    }

    /// <summary>Reads all layers.</summary>
    /// <exception cref="InvalidDataException">A layer is damaged.</exception>
    public LanguageVectors ReadAll() =>
        new([.. Enumerable.Range(0, Layers).Select(ReadLayer)], WordCount, SentenceCount, Truncated, Words, Sentences);

    /// <summary>Writes a file, whole or not at all.</summary>
    public static void Write(string path, VectorKey key, LanguageVectors vectors) => WholeFile.Write(path, stream =>
    {
        int[] header =
        [
            Version, vectors.Layers.Count, vectors.Layers[0].Width, vectors.Words.Length, vectors.Sentences.Length,
            vectors.SentenceCount, vectors.Truncated,
        ];
        WriteHashed(stream, Magic, MemoryMarshal.AsBytes(header.AsSpan()), key.ToBytes(), BitConverter.GetBytes(vectors.WordCount),
            MemoryMarshal.AsBytes(vectors.Words.AsSpan()), MemoryMarshal.AsBytes(vectors.Sentences.AsSpan()));
        foreach (LayerVectors layer in vectors.Layers)
        {
            WriteHashed(stream, MemoryMarshal.AsBytes(layer.Mean.AsSpan()), MemoryMarshal.AsBytes(Lower(layer.Covariance, layer.Width).AsSpan()),
                MemoryMarshal.AsBytes(layer.Words.AsSpan()), MemoryMarshal.AsBytes(layer.Sentences.AsSpan()));
        }
    });

    static void WriteHashed(
        Stream stream, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third, ReadOnlySpan<byte> fourth,
        ReadOnlySpan<byte> fifth = default, ReadOnlySpan<byte> sixth = default)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Part(first, hash);
        Part(second, hash);
        Part(third, hash);
        Part(fourth, hash);
        Part(fifth, hash);
        Part(sixth, hash);
        stream.Write(hash.GetHashAndReset());

        void Part(ReadOnlySpan<byte> bytes, IncrementalHash hash)
        {
            hash.AppendData(bytes);
            stream.Write(bytes);
        }
    }

    static void RequireHash(
        string path, ReadOnlySpan<byte> expected, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second,
        ReadOnlySpan<byte> third = default, ReadOnlySpan<byte> fourth = default)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(first);
        hash.AppendData(second);
        hash.AppendData(third);
        hash.AppendData(fourth);
        if (!expected.SequenceEqual(hash.GetHashAndReset()))
            throw RepresentationThrow.DamagedCache(path, "bytes that do not fit their hash", "the bytes that were written");
    }

    static int Triangle(int width) => width * (width + 1) / 2;

    static double[] Lower(double[] square, int width)
    {
        double[] triangle = new double[Triangle(width)];
        for (int i = 0; i < width; i++)
            square.AsSpan(i * width, i + 1).CopyTo(triangle.AsSpan(Triangle(i)));
        return triangle;
    }

    static double[] Square(double[] triangle, int width)
    {
        double[] square = new double[width * width];
        for (int i = 0; i < width; i++)
        {
            for (int j = 0; j <= i; j++)
                square[i * width + j] = square[j * width + i] = triangle[Triangle(i) + j];
        }
        return square;
    }
}
