using System.Security.Cryptography;
using System.Text;
using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Representations.States;
using TransferPredict.Features.Representations.Vectors;
using TransferPredict.Features.Texts;
using TransferPredict.Features.Texts.Sketches;
using PairValues = System.Collections.Immutable.ImmutableDictionary<(string Source, string Target), System.Collections.Immutable.ImmutableArray<float>>;

namespace TransferPredict.Training.Texts;

/// <summary>
/// Reads texts with a model and stores what its hidden states tell of pairs: the table of pairs, the table of layers and the sketches of the
/// languages that scores name. Texts of all sources make all of them anew; texts of some languages are compared with the stored
/// sketches, and their rows join the table of pairs.
/// </summary>
/// <param name="root">The repository.</param>
/// <param name="model">Name of the model.</param>
/// <param name="input">The texts.</param>
/// <param name="threads">Threads; results do not depend on it.</param>
/// <param name="progress">Shows how far it has come.</param>
public sealed class TextMeasuring(ProjectRoot root, string model, TextInput input, int threads, IJobProgress progress)
{
    readonly TextFolder _text = TextFolder.Open(input.Text);
    readonly TextFolder? _parallel = input.Parallel is { } folder ? TextFolder.Open(folder) : null;

    string PairsFile => PairTable.FileIn(root.Features, model);

    string SketchesFile => SketchSet.FileIn(root.Features, model);

    /// <summary>Does it.</summary>
    /// <param name="languages">The languages that scores name.</param>
    /// <param name="cancellation">Ends the work early, with nothing stored but vectors.</param>
    /// <exception cref="InvalidDataException">A text is not as it should be, or more text is needed.</exception>
    public void Run(ScoredLanguages languages, CancellationToken cancellation)
    {
        var catalog = LanguageCatalog.LoadShipped();
        _text.RequireCodes(catalog);
        _parallel?.RequireCodes(catalog);
        _parallel?.RequireEqualLines(_parallel.Languages);
        using ModelReader reader = ModelReader.Open(root.Model(model), input.Cache, new HiddenStateOptions { Threads = threads });
        SketchSet? stored = SketchSet.Load(SketchesFile);
        bool extends = stored is not null && stored.ModelHash == reader.ModelHash && stored.EncoderHash == reader.EncoderHash && !languages.Sources.All(_text.Has);
        var layers = new TextLayers(reader, Read(reader, cancellation), ReadParallel(reader, cancellation), _parallel, languages, threads, progress);
        if (extends)
            Extend(reader, stored!, layers, cancellation);
        else
            MakeAll(reader, layers, cancellation);
    }

    void MakeAll(ModelReader reader, TextLayers layers, CancellationToken cancellation)
    {
        int chosen = layers.Choose(cancellation) ?? throw new InvalidDataException(
            $"{input.Parallel ?? "--parallel"}: found no two languages, expected parallel text, by which the representation layer is chosen.");
        SketchSet sketches = layers.Sketch(chosen, cancellation)
            ?? throw new InvalidDataException($"{_text.Path}: found none of the sources of the scores with {SketchSampling.Words} words, expected text of them.");
        PairValues values = layers.Compare(sketches, layers.Languages, cancellation);
        var all = new PairValues[reader.Layers];
        for (int layer = 0; layer < all.Length; layer++)
            all[layer] = layer == chosen ? layers.OfScores(values) : layers.Compare(layers.Sketch(layer, cancellation)!, layers.ScoredTargets, cancellation);

        cancellation.ThrowIfCancellationRequested();
        sketches.Save(SketchesFile);
        LayerTable.Save(LayerTable.FileIn(root.Features, model), all);
        new PairTable(Origin(reader, chosen, input.Command), values).Save(PairsFile);
    }

    void Extend(ModelReader reader, SketchSet stored, TextLayers layers, CancellationToken cancellation)
    {
        PairValues values = layers.Compare(stored, layers.Languages, cancellation);
        PairTable? before = PairTable.Load(PairsFile);
        cancellation.ThrowIfCancellationRequested();
        PairTableOrigin origin = Origin(reader, stored.Layer, input.Command);
        new PairTable(before is null ? origin : before.Origin.FollowedBy(origin), before is null ? values : before.UpdatedWith(values)).Save(PairsFile);
    }

    PairTableOrigin Origin(ModelReader reader, int layer, string command) => new(
        MultilingualModel.Open(model, root.Model(model)).ComputeHash(), reader.EncoderHash, HashOf(_text), _parallel is null ? null : HashOf(_parallel),
        _parallel?.CountLines(_parallel.Languages.First()), layer, SketchSampling.Description, command);

    LanguageText[] Read(ModelReader reader, CancellationToken cancellation) => [.. _text.Languages.Select(language =>
        Show(_text, language, "words", steps => reader.ReadWords(_text, language, SketchSampling.Reading, steps, cancellation)))];

    Dictionary<string, VectorFile> ReadParallel(ModelReader reader, CancellationToken cancellation) => _parallel is null ? [] : _parallel.Languages.ToDictionary(
        language => language,
        language => Show(_parallel, language, "sentences", steps => reader.ReadSentences(_parallel, language, SketchSampling.Reading, steps, cancellation)));

    T Show<T>(TextFolder folder, string language, string what, Func<IProgress<RepresentationProgress>, T> read) =>
        progress.Run($"Reading {what} of {language}", folder.CountLines(language), done => read(new DirectProgress<RepresentationProgress>(step => done(step.Sentences))));

    static string HashOf(TextFolder folder)
    {
        string text = string.Concat(folder.Languages.Select(language => $"{language} {folder.ComputeHash(language)}\n"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
