using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
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
    const int Version = 1;

    readonly string _folder = root.Model(model);

    string SketchesFile => SketchSet.FileIn(root.Features, model);

    /// <summary>The folder for measures below the user's cache folder.</summary>
    public static string UserCache => Path.Combine(Path.GetDirectoryName(ModelReader.UserCache)!, "texts");

    /// <summary>Measures a text, or finds what was measured of it before.</summary>
    /// <param name="language">Code of the language.</param>
    /// <param name="file">Its text, one sentence a line. Sentences after the one that reaches <see cref="TextCounter.Words"/> words are not read.</param>
    /// <param name="sources">Codes of the sources to compare it with; those without a sketch have no values.</param>
    /// <param name="parallel">The same sentences as in the other files of its folder, line by line; null for none.</param>
    /// <param name="progress">Told the sentences that the model has read; not where the text was measured before.</param>
    /// <param name="cancellation">Ends the work early, with nothing kept.</param>
    /// <exception cref="FileNotFoundException">There is no such file, or no model.</exception>
    /// <exception cref="InvalidDataException">A text has no words, line counts differ, or the sketches are of another model.</exception>
    public TextMeasures Measure(
        string language, string file, IReadOnlySet<string> sources, string? parallel = null, IProgress<RepresentationProgress>? progress = null, CancellationToken cancellation = default)
    {
        TextFolder text = TextFolder.OfFile(language, file);
        ParallelTexts? translations = parallel is null ? null : ParallelTexts.Open(language, parallel, sources);
        string kept = Path.Combine(cache ?? UserCache, Key(language, text, sources, translations) + ".measures");
        if (TextMeasuresFile.Load(kept) is { } known)
            return known;
        TextMeasures measures = Compute(language, file, text, sources, translations, progress, cancellation);
        cancellation.ThrowIfCancellationRequested();
        TextMeasuresFile.Save(kept, measures);
        return measures;
    }

    TextMeasures Compute(
        string language, string file, TextFolder text, IReadOnlySet<string> sources, ParallelTexts? translations, IProgress<RepresentationProgress>? progress, CancellationToken cancellation)
    {
        using ModelReader reader = ModelReader.Open(_folder, cache is null ? null : Path.Combine(cache, "vectors"));
        CountedText counted = new TextCounter(reader.Tokenizer).Count(language, "own text", text.Lines(language));
        if (counted.Corpus.Facts!.Words == 0)
            throw TextsThrow.NoWords(file);
        LanguageSpectrum? spectrum = null;
        ImmutableSortedDictionary<string, ImmutableArray<float>>? pairs = null;
        Parallel.Invoke(
            new ParallelOptions { CancellationToken = cancellation },
            () => pairs = Pairs(reader, language, counted.Sentences, sources, translations, progress, cancellation),
            () => spectrum = Spectrum(language, counted.Corpus.Tokens, cancellation));
        return new TextMeasures(counted.Corpus, spectrum!, pairs!);
    }

    LanguageSpectrum Spectrum(string language, SparseCounts tokens, CancellationToken cancellation)
    {
        var opened = MultilingualModel.Open(model, _folder);
        using WeightRows rows = new WeightReader(opened.Weights.Model).OpenRows(opened.TokenEmbedding);
        return new SpectrumMeter(rows).Measure(language, tokens, cancellation);
    }

    ImmutableSortedDictionary<string, ImmutableArray<float>> Pairs(
        ModelReader reader, string language, IEnumerable<string> sentences, IReadOnlySet<string> sources, ParallelTexts? translations,
        IProgress<RepresentationProgress>? progress, CancellationToken cancellation)
    {
        if (SketchSet.Load(SketchesFile) is not { } stored)
            return ImmutableSortedDictionary<string, ImmutableArray<float>>.Empty;
        if (stored.ModelHash != reader.ModelHash || stored.EncoderHash != reader.EncoderHash)
            throw TextsThrow.OtherSketches(SketchesFile, model);
        LayerVectors layer = reader.Read(language, sentences, SketchSampling.Reading, progress, cancellation).Layers[stored.Layer];
        var own = LanguageSketch.Create(language, layer, stored.Concepts);
        var comparison = new SketchComparison(
            stored.Sketches.Where(s => sources.Contains(s.Key)).ToDictionary(), new Dictionary<string, LanguageSketch> { [language] = own })
        {
            Sentences = translations?.Read(reader, stored.Layer, cancellation) ?? [],
        };
        return comparison.Run(Environment.ProcessorCount, _ => { }, cancellation).ToImmutableSortedDictionary(row => row.Key.Source, row => row.Value, StringComparer.Ordinal);
    }

    string Key(string language, TextFolder text, IReadOnlySet<string> sources, ParallelTexts? translations)
    {
        if (!Directory.Exists(_folder))
            throw new DirectoryNotFoundException($"{_folder}: no such folder; expected a model exported to ONNX (README.md, \"Your own model\").");
        // Texts about the model that lie beside it do not change what it does.
        IEnumerable<string> files = Directory.EnumerateFiles(_folder).Where(f => Path.GetExtension(f) != ".md").Order(StringComparer.Ordinal);
        IEnumerable<string> parts =
        [
            $"{Version}", language, text.ComputeHash(language), FeatureSchema.Hash, SketchesHash(), .. files.Select(f => $"{Path.GetFileName(f)} {HashOf(f)}"),
            string.Join(' ', sources.Order(StringComparer.Ordinal)), translations?.ComputeHash() ?? "",
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
