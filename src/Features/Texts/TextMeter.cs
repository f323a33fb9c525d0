using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using TransferPredict.Features.Concepts;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Onnx.Weights;
using TransferPredict.Features.Representations.Vectors;
using TransferPredict.Features.Texts.Sketches;

namespace TransferPredict.Features.Texts;

/// <summary>
/// Measures a text that no table has: counts it, draws its spectra, reads it with the model and compares it with the sketches of known
/// languages. What was measured is kept in a folder, in a file named by the hash of all it was made from.
/// </summary>
/// <param name="root">The repository.</param>
/// <param name="model">Name of the model.</param>
/// <param name="cache">Where measures are kept; <see cref="UserCache"/> when null.</param>
public sealed class TextMeter(ProjectRoot root, string model, string? cache = null)
{
    // To be raised when the same text is measured otherwise under the same feature schema.
    const int Version = 2;

    readonly string _folder = root.Model(model);

    string SketchesFile => SketchSet.FileIn(root.Features, model);

    /// <summary>The folder for measures below the user's cache folder.</summary>
    public static string UserCache => Path.Combine(Path.GetDirectoryName(ModelReader.UserCache)!, "texts");

    /// <summary>Measures a text, or finds what was measured of it before. Sources without a sketch have no values.</summary>
    /// <param name="text">The text.</param>
    /// <param name="progress">Told how many of its <see cref="TargetText.Lines"/> the model has read; not where the text was measured before.</param>
    /// <param name="cancellation">Ends the work early, with nothing kept.</param>
    /// <exception cref="DirectoryNotFoundException">There is no model.</exception>
    /// <exception cref="InvalidDataException">A text has no words, or the sketches are of another model.</exception>
    public TextMeasures Measure(TargetText text, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        string kept = Path.Combine(cache ?? UserCache, Key(text) + ".measures");
        if (TextMeasuresFile.Load(kept) is { } known)
            return known;
        TextMeasures measures = Compute(text, progress, cancellation);
        cancellation.ThrowIfCancellationRequested();
        TextMeasuresFile.Save(kept, measures);
        return measures;
    }

    TextMeasures Compute(TargetText text, IProgress<int>? progress, CancellationToken cancellation)
    {
        using ModelReader reader = ModelReader.Open(_folder, cache is null ? null : Path.Combine(cache, "vectors"));
        CountedText counted = new TextCounter(reader.Tokenizer).Count(text.Language, "own text", text.Texts.Lines(text.Language));
        if (counted.Corpus.Facts!.Words == 0)
            throw TextsThrow.NoWords(text.Texts.FileOf(text.Language));
        LanguageSpectrum? spectrum = null;
        ImmutableSortedDictionary<string, ImmutableArray<float>>? pairs = null;
        Parallel.Invoke(
            new ParallelOptions { CancellationToken = cancellation },
            () => pairs = Pairs(reader, text, counted.Sentences, new LinesRead(progress), cancellation),
            () => spectrum = Spectrum(text.Language, counted.Corpus.Tokens, cancellation));
        return new TextMeasures(counted.Corpus, spectrum!, pairs!);
    }

    LanguageSpectrum Spectrum(string language, SparseCounts tokens, CancellationToken cancellation)
    {
        var opened = MultilingualModel.Open(model, _folder);
        using WeightRows rows = new WeightReader(opened.Weights.Model).OpenRows(opened.TokenEmbedding);
        return new SpectrumMeter(rows).Measure(language, tokens, cancellation);
    }

    ImmutableSortedDictionary<string, ImmutableArray<float>> Pairs(
        ModelReader reader, TargetText text, IReadOnlyCollection<string> sentences, LinesRead lines, CancellationToken cancellation)
    {
        if (SketchSet.Load(SketchesFile) is not { } stored)
            return ImmutableSortedDictionary<string, ImmutableArray<float>>.Empty;
        if (stored.ModelHash != reader.ModelHash || stored.EncoderHash != reader.EncoderHash)
            throw TextsThrow.OtherSketches(SketchesFile, model);
        LanguageVectors vectors = lines.Read(
            text.Texts.CountLines(text.Language), steps => reader.Read(text.Language, sentences, SketchSampling.Reading, steps, cancellation));
        LayerVectors layer = vectors.Layers[stored.Layer];
        var own = LanguageSketch.Create(text.Language, layer, stored.Concepts);
        var comparison = new SketchComparison(
            stored.Sketches.Where(s => text.Sources.Contains(s.Key)).ToDictionary(), new Dictionary<string, LanguageSketch> { [text.Language] = own })
        {
            Sentences = text.Translations?.Read(reader, stored.Layer, lines, cancellation) ?? [],
            Dictionaries = text.Translations?.Dictionaries(reader),
            Clusters = SketchComparison.Cluster(reader.WordsAt(sentences, vectors.Words), vectors.Words, layer, cancellation) is { } concepts
                ? Clusters(reader, text, concepts, stored.Layer, lines, cancellation) : [],
        };
        return comparison.Run(Environment.ProcessorCount, _ => { }, cancellation).ToImmutableSortedDictionary(row => row.Key.Source, row => row.Value, StringComparer.Ordinal);
    }

    /// <summary>The concepts of the language and of those sources that have text enough of their own, each clustered apart.</summary>
    static Dictionary<string, ClusteredWord[]> Clusters(
        ModelReader reader, TargetText text, ClusteredWord[] own, int layer, LinesRead lines, CancellationToken cancellation)
    {
        LanguageText[] others =
        [
            .. text.Texts.Languages.Where(other => other != text.Language).Select(other => lines.Read(
                text.Texts.CountLines(other), steps => reader.ReadWords(text.Texts, other, SketchSampling.Reading, steps, cancellation))),
        ];
        var concepts = new ClusteredWord[]?[others.Length];
        Parallel.For(0, others.Length, new ParallelOptions { CancellationToken = cancellation }, i =>
            concepts[i] = SketchComparison.Cluster(others[i].Words, others[i].Vectors.Words, others[i].Vectors.ReadLayer(layer), cancellation));
        return others.Zip(concepts).Where(o => o.Second is not null).Select(o => (o.First.Language, Concepts: o.Second!)).Append((text.Language, own)).ToDictionary();
    }

    string Key(TargetText text)
    {
        if (!Directory.Exists(_folder))
            throw new DirectoryNotFoundException($"{_folder}: no such folder; expected a model exported to ONNX (README.md, \"Your own model\").");
        // Texts about the model that lie beside it do not change what it does.
        IEnumerable<string> files = Directory.EnumerateFiles(_folder).Where(f => Path.GetExtension(f) != ".md").Order(StringComparer.Ordinal);
        IEnumerable<string> parts =
        [
            $"{Version}", .. text.Hashes(), FeatureSchema.Hash, SketchesHash(), .. files.Select(f => $"{Path.GetFileName(f)} {HashOf(f)}"),
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
    }

    /// <summary>The hash that the file of sketches ends with; empty where there is none.</summary>
    string SketchesHash()
    {
        if (!File.Exists(SketchesFile))
            return "";
        using FileStream stream = File.OpenRead(SketchesFile);
        stream.Seek(-Math.Min(SHA256.HashSizeInBytes, stream.Length), SeekOrigin.End);
        byte[] hash = new byte[stream.Length - stream.Position];
        stream.ReadExactly(hash);
        return Convert.ToHexStringLower(hash);
    }

    static string HashOf(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
