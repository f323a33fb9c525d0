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
/// <param name="text">The text.</param>
/// <param name="cache">Where measures are kept; <see cref="UserCache"/> when null.</param>
public sealed class TextMeter(ProjectRoot root, string model, TargetText text, string? cache = null)
{
    // To be raised when the same text is measured otherwise under the same feature schema.
    const int Version = 2;

    readonly string _folder = root.Model(model);

    string? _keptFile;

    /// <summary>The folder for measures below the user's cache folder.</summary>
    public static string UserCache => Path.Combine(Path.GetDirectoryName(ModelReader.UserCache)!, "texts");

    string SketchesFile => SketchSet.FileIn(root.Features, model);

    string KeptFile => _keptFile ??= Path.Combine(cache ?? UserCache, Key() + ".measures");

    /// <summary>What was measured of the text before; null where it has to be measured.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no model.</exception>
    /// <exception cref="InvalidDataException">A packed text is damaged.</exception>
    public TextMeasures? Kept() => TextMeasuresFile.Load(KeptFile);

    /// <summary>Measures the text, and keeps what was measured. Sources without a sketch have no values.</summary>
    /// <param name="progress">Told how many of the text's <see cref="TargetText.Lines"/> the model has read.</param>
    /// <param name="cancellation">Ends the work early, with nothing kept.</param>
    /// <exception cref="DirectoryNotFoundException">There is no model.</exception>
    /// <exception cref="FileNotFoundException">Its folder lacks the model or the tokenizer.</exception>
    /// <exception cref="IOException">Nothing can be kept in the folder.</exception>
    /// <exception cref="InvalidDataException">The text or its translation has no words, or the sketches are of another model.</exception>
    public TextMeasures Measure(IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        string file = KeptFile; // of the files as they are before they are read
        TextMeasures measures = Compute(progress, cancellation);
        cancellation.ThrowIfCancellationRequested();
        TextMeasuresFile.Save(file, measures);
        return measures;
    }

    TextMeasures Compute(IProgress<int>? progress, CancellationToken cancellation)
    {
        using ModelReader reader = ModelReader.Open(_folder, cache is null ? null : Path.Combine(cache, "vectors"));
        CountedText counted = new TextCounter(reader.Tokenizer).Count(text.Language, "own text", text.Texts.Lines(text.Language));
        if (counted.Corpus.Facts!.Words == 0)
            throw TextsThrow.NoWords(text.Texts.FileOf(text.Language));
        MakeFolder(Path.GetDirectoryName(KeptFile)!); // better known before the text is read than after
        LanguageSpectrum? spectrum = null;
        ImmutableSortedDictionary<string, ImmutableArray<float>>? pairs = null;
        SideBySide.Do(
            () => pairs = Pairs(reader, counted.Sentences, new LinesRead(progress), cancellation),
            () => spectrum = Spectrum(counted.Corpus.Tokens, cancellation));
        return new TextMeasures(counted.Corpus, spectrum!, pairs!);
    }

    static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw TextsThrow.NoCache(folder, e);
        }
    }

    LanguageSpectrum Spectrum(SparseCounts tokens, CancellationToken cancellation)
    {
        var opened = MultilingualModel.Open(model, _folder);
        using WeightRows rows = new WeightReader(opened.Weights.Model).OpenRows(opened.TokenEmbedding);
        return new SpectrumMeter(rows).Measure(text.Language, tokens, cancellation);
    }

    ImmutableSortedDictionary<string, ImmutableArray<float>> Pairs(ModelReader reader, IReadOnlyCollection<string> sentences, LinesRead lines, CancellationToken cancellation)
    {
        if (SketchSet.Load(SketchesFile) is not { } stored)
            return ImmutableSortedDictionary<string, ImmutableArray<float>>.Empty;
        if (stored.ModelHash != reader.ModelHash || stored.EncoderHash != reader.EncoderHash)
            throw TextsThrow.OtherSketches(SketchesFile, model);
        LanguageVectors vectors = lines.Read(
            text.Texts.CountLines(text.Language), steps => reader.Read(text.Language, sentences, SketchSampling.Reading, steps, cancellation));
        LayerVectors layer = vectors.Layers[stored.Layer];
        Dictionary<string, (VectorFile, LayerVectors)> translations = text.Translations?.Read(reader, stored.Layer, lines, cancellation) ?? [];
        // CALIGN wants other texts beside the language's own.
        ClusteredWord[]? concepts = text.Others.Length == 0 ? null
            : SketchComparison.Cluster(reader.WordsAt(sentences, vectors.Words), vectors.Words, layer, cancellation);
        var comparison = new SketchComparison(
            stored.Sketches.Where(s => text.Sources.Contains(s.Key)).ToDictionary(),
            new Dictionary<string, LanguageSketch> { [text.Language] = LanguageSketch.Create(text.Language, layer, stored.Concepts) })
        {
            Sentences = translations,
            Dictionaries = concepts is null ? null : text.Translations?.Dictionaries(reader),
            Clusters = concepts is null ? [] : Clusters(reader, concepts, stored.Layer, lines, cancellation),
        };
        return comparison.Run(Environment.ProcessorCount, _ => { }, cancellation).ToImmutableSortedDictionary(row => row.Key.Source, row => row.Value, StringComparer.Ordinal);
    }

    /// <summary>The concepts of the language and of those sources that have text enough of their own, each clustered apart.</summary>
    Dictionary<string, ClusteredWord[]> Clusters(ModelReader reader, ClusteredWord[] own, int layer, LinesRead lines, CancellationToken cancellation)
    {
        string[] others = [.. text.Others.Where(other => reader.FindsWords(text.Texts, other))];
        return SideBySide.Select(others, other =>
        {
            LanguageText read = lines.Read(text.Texts.CountLines(other), steps => reader.ReadWords(text.Texts, other, SketchSampling.Reading, steps, cancellation));
            return (Language: other, Concepts: SketchComparison.Cluster(read.Words, read.Vectors.Words, read.Vectors.ReadLayer(layer), cancellation));
        }).Where(found => found.Concepts is not null).Select(found => (found.Language, found.Concepts!)).Append((text.Language, own)).ToDictionary();
    }

    string Key()
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
