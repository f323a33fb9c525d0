using System.Collections.Immutable;
using System.Security.Cryptography;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Spectra.Similarity;
using TransferPredict.Features.Tables;

namespace TransferPredict.Features.Texts;

/// <summary>
/// Keeps <see cref="TextMeasures"/> in a file. Little-endian: "TPTEXT", version; the facts; token and word counts; both spectra, metrics and
/// their spread; the pairs; last the SHA-256 of all that.
/// </summary>
static class TextMeasuresFile
{
    const int Version = 1;
    const int Most = 1 << 24;

    static ReadOnlySpan<byte> Magic => "TPTEXT"u8;

    /// <summary>Writes a file, whole or not at all.</summary>
    internal static void Save(string path, TextMeasures measures)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        writer.Write(Magic);
        writer.Write(Version);
        CorpusFacts facts = measures.Corpus.Facts!;
        writer.Write(facts.Language);
        writer.Write(facts.Text);
        foreach (long number in (long[])[facts.Sentences, facts.Words, facts.Tokens, facts.Unknown])
            writer.Write(number);
        Write(writer, measures.Corpus.Tokens);
        Write(writer, measures.Corpus.Words!);
        Write(writer, measures.Spectrum.Token);
        Write(writer, measures.Spectrum.Type);
        Write(writer, measures.Spectrum.Metrics);
        Write(writer, measures.Spectrum.Spread);
        writer.Write(measures.Pairs.Count);
        foreach ((string source, ImmutableArray<float> values) in measures.Pairs)
        {
            writer.Write(source);
            Write(writer, values);
        }
        writer.Flush();
        byte[] bytes = memory.ToArray();
        WholeFile.Write(path, stream =>
        {
            stream.Write(bytes);
            stream.Write(SHA256.HashData(bytes));
        });
    }

    /// <summary>Reads a file; null where there is none, or it is damaged: it can be made anew.</summary>
    internal static TextMeasures? Load(string path)
    {
        if (!File.Exists(path))
            return null;
        byte[] bytes = File.ReadAllBytes(path);
        int length = bytes.Length - SHA256.HashSizeInBytes;
        if (length < Magic.Length || !bytes.AsSpan().StartsWith(Magic) || !SHA256.HashData(bytes.AsSpan(0, length)).AsSpan().SequenceEqual(bytes.AsSpan(length)))
            return null;
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes, Magic.Length, length - Magic.Length));
            return reader.ReadInt32() == Version ? Read(reader) : null;
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    static TextMeasures Read(BinaryReader reader)
    {
        var facts = new CorpusFacts(reader.ReadString(), reader.ReadString(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), null);
        var corpus = new LanguageCorpus(Counts(reader), Counts(reader), facts);
        var spectrum = new LanguageSpectrum(Spectrum(reader), Spectrum(reader), Floats(reader), Floats(reader));
        ImmutableSortedDictionary<string, ImmutableArray<float>>.Builder pairs = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<float>>(StringComparer.Ordinal);
        for (int left = Number(reader); left > 0; left--)
            pairs.Add(reader.ReadString(), Floats(reader));
        return new TextMeasures(corpus, spectrum, pairs.ToImmutable());
    }

    static void Write(BinaryWriter writer, SparseCounts counts)
    {
        writer.Write(counts.Types);
        for (int i = 0; i < counts.Types; i++)
        {
            writer.Write(counts.Keys[i]);
            writer.Write(counts.Counts[i]);
        }
    }

    static SparseCounts Counts(BinaryReader reader)
    {
        int types = Number(reader);
        List<(ulong, int)> counts = [];
        for (int i = 0; i < types; i++)
            counts.Add((reader.ReadUInt64(), reader.ReadInt32()));
        return SparseCounts.Of(counts);
    }

    // Normalised eigenvalues are rounded to float32 where they are measured, so nothing is lost.
    static void Write(BinaryWriter writer, NormalizedSpectrum? spectrum) =>
        Write(writer, spectrum is null ? [] : [.. spectrum.Values.ToArray().Select(value => (float)value)]);

    static NormalizedSpectrum? Spectrum(BinaryReader reader) => Floats(reader) is { IsEmpty: false } values
        ? NormalizedSpectrum.Restore([.. values.Select(value => (double)value)]) ?? throw new FormatException("no spectrum")
        : null;

    static void Write(BinaryWriter writer, ImmutableArray<float> values)
    {
        writer.Write(values.Length);
        foreach (float value in values)
            writer.Write(value);
    }

    static ImmutableArray<float> Floats(BinaryReader reader)
    {
        float[] values = new float[Number(reader)];
        for (int i = 0; i < values.Length; i++)
            values[i] = reader.ReadSingle();
        return [.. values];
    }

    static int Number(BinaryReader reader) => reader.ReadInt32() is >= 0 and < Most and int number ? number : throw new FormatException("a number out of range");
}
