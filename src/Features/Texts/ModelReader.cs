using TransferPredict.Features.Representations.States;
using TransferPredict.Features.Representations.Vectors;
using TransferPredict.Features.Tokenizers;

namespace TransferPredict.Features.Texts;

/// <summary>A model with its tokenizer, which reads texts; vectors are kept in a folder, so that what was read once is not read again.</summary>
public sealed class ModelReader : IDisposable
{
    const int HashDigits = 12;

    readonly HiddenStateModel _model;
    readonly Lazy<string> _modelHash;
    readonly Lazy<string> _encoderHash;

    ModelReader(HiddenStateModel model, SentenceEncoder encoder, string cache)
    {
        (_model, Encoder) = (model, encoder);
        _modelHash = new Lazy<string>(model.ComputeHash);
        _encoderHash = new Lazy<string>(encoder.ComputeHash);
        CacheFolder = cache;
    }

    /// <summary>Makes what the model reads of text.</summary>
    public SentenceEncoder Encoder { get; }

    /// <summary>Where vectors are kept.</summary>
    public string CacheFolder { get; }

    /// <summary>The number of layers, the embeddings' output included.</summary>
    public int Layers => _model.Layers;

    /// <summary>SHA-256 of the model.</summary>
    public string ModelHash => _modelHash.Value;

    /// <summary>SHA-256 of the tokenizer and of the way words are cut.</summary>
    public string EncoderHash => _encoderHash.Value;

    /// <summary>Opens a model.</summary>
    /// <param name="folder">A folder with an export to ONNX and its tokenizer.</param>
    /// <param name="cache">Where to keep vectors; <see cref="UserCache"/> when null.</param>
    /// <param name="options">How to run it.</param>
    /// <exception cref="FileNotFoundException">The model or the tokenizer is not there.</exception>
    /// <exception cref="InvalidDataException">They are not as they should be.</exception>
    public static ModelReader Open(string folder, string? cache = null, HiddenStateOptions? options = null)
    {
        var encoder = new SentenceEncoder(Tokenizer.Open(folder));
        return new ModelReader(HiddenStateModel.Open(folder, options), encoder, cache ?? UserCache);
    }

    /// <summary>The folder for vectors below the user's cache folder.</summary>
    public static string UserCache => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } given ? given
        : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"), "transferpredict", "vectors");

    /// <summary>Word vectors of a language's text; blank lines are passed over.</summary>
    /// <param name="texts">Where the text is.</param>
    /// <param name="language">The language.</param>
    /// <param name="options">What to keep.</param>
    /// <param name="progress">Told after every batch that is computed; not at all for what is kept already.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public LanguageText ReadWords(
        TextFolder texts, string language, RepresentationOptions options, IProgress<RepresentationProgress>? progress = null, CancellationToken cancellation = default)
    {
        VectorFile vectors = Read("words", texts.Sentences(language), language, texts.ComputeHash(language), options with { MaxSentences = 0 }, progress, cancellation);
        return new LanguageText(language, vectors, WordsAt(texts.Sentences(language), vectors.Words));
    }

    /// <summary>A vector for each sentence of a language's side of parallel text.</summary>
    /// <inheritdoc cref="ReadWords"/>
    public VectorFile ReadSentences(
        TextFolder texts, string language, RepresentationOptions options, IProgress<RepresentationProgress>? progress = null, CancellationToken cancellation = default) =>
        Read("sentences", texts.Lines(language), language, texts.ComputeHash(language), options with { MaxWords = 0, MaxSentences = int.MaxValue }, progress, cancellation);

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();

    VectorFile Read(
        string kind, IEnumerable<string> lines, string language, string text, RepresentationOptions options,
        IProgress<RepresentationProgress>? progress, CancellationToken cancellation) =>
        new VectorCache(Path.Combine(CacheFolder, ModelHash[..HashDigits], kind)).GetOrAdd(
            language, new VectorKey(language, ModelHash, EncoderHash, text, _model.MaxTokens, options),
            () => new RepresentationReader(_model, options).Read(language, lines.Select(line => Encoder.Encode(line).Sentence), progress, cancellation));

    string[] WordsAt(IEnumerable<string> sentences, WordPlace[] places)
    {
        string[] words = new string[places.Length];
        ILookup<int, int> bySentence = Enumerable.Range(0, places.Length).ToLookup(i => places[i].Sentence);
        int sentence = 0;
        foreach (string text in sentences)
        {
            int[] wanted = [.. bySentence[sentence++]];
            if (wanted.Length == 0)
                continue;
            EncodedText encoded = Encoder.Encode(text);
            foreach (int i in wanted)
                words[i] = encoded.Words[places[i].Word];
        }
        return words;
    }
}
