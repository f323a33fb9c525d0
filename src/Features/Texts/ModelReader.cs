using TransferPredict.Features.Representations;
using TransferPredict.Features.Representations.States;
using TransferPredict.Features.Representations.Vectors;
using TransferPredict.Features.Tokenizers;

namespace TransferPredict.Features.Texts;

/// <summary>A model with its tokenizer, which reads texts; vectors are kept in a folder, so that what was read once is not read again.</summary>
public sealed class ModelReader : IDisposable
{
    const int HashDigits = 12;

    readonly IStateModel _model;
    readonly TextFolder? _decoderText;
    readonly Lazy<string> _modelHash;
    readonly Lazy<string> _encoderHash;

    ModelReader(IStateModel model, Tokenizer tokenizer, string cache, TextFolder? decoderText)
    {
        (_model, Tokenizer, Encoder, _decoderText) = (model, tokenizer, new SentenceEncoder(tokenizer), decoderText);
        _modelHash = new Lazy<string>(model.ComputeHash);
        _encoderHash = new Lazy<string>(Encoder.ComputeHash);
        CacheFolder = cache;
    }

    /// <summary>The model's tokenizer.</summary>
    public Tokenizer Tokenizer { get; }

    /// <summary>Makes what the model reads of text.</summary>
    public SentenceEncoder Encoder { get; }

    /// <summary>Where vectors are kept.</summary>
    public string CacheFolder { get; }

    /// <summary>Which stack of layers vectors are of.</summary>
    public ModelSide Side => _model.Side;

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
    /// <param name="decoderText">
    /// What a decoder reads: a line for each line of the texts to come, which its encoder reads. Vectors are then the decoder's, of the
    /// words of these lines; they are the encoder's when null.
    /// </param>
    /// <exception cref="FileNotFoundException">The model or the tokenizer is not there.</exception>
    /// <exception cref="InvalidDataException">They are not as they should be.</exception>
    public static ModelReader Open(string folder, string? cache = null, HiddenStateOptions? options = null, TextFolder? decoderText = null)
    {
        Task<Tokenizer> tokenizer = Task.Run(() => Tokenizer.Open(folder));
        IStateModel? model = null;
        try
        {
            model = decoderText is null ? HiddenStateModel.Open(folder, options) : DecoderStateModel.Open(folder, options);
            return new ModelReader(model, tokenizer.GetAwaiter().GetResult(), cache ?? UserCache, decoderText);
        }
        catch
        {
            model?.Dispose();
            // Of two faults the tokenizer's is told, however long either took.
            tokenizer.GetAwaiter().GetResult();
            throw;
        }
    }

    /// <summary>The folder for vectors below the user's cache folder.</summary>
    public static string UserCache => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } given ? given
        : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"), "transferpredict", "vectors");

    /// <summary>
    /// Word vectors of a language's text; blank lines are passed over, for a decoder also those to which it has none to read.
    /// </summary>
    /// <param name="texts">Where the text is.</param>
    /// <param name="language">The language.</param>
    /// <param name="options">What to keep.</param>
    /// <param name="progress">Told after every batch that is computed; not at all for what is kept already.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public LanguageText ReadWords(
        TextFolder texts, string language, RepresentationOptions options, IProgress<RepresentationProgress>? progress = null, CancellationToken cancellation = default)
    {
        _decoderText?.RequireLinesOf(texts, [language]);
        string hash = texts.ComputeHash(language) + _decoderText?.ComputeHash(language);
        VectorFile vectors = Read("words", Sentences(texts, language), language, hash, options with { MaxSentences = 0 }, progress, cancellation);
        return new LanguageText(language, vectors, WordsAt(Sentences(texts, language).Select(line => line.Own), vectors.Words));
    }

    /// <summary>
    /// A vector for each sentence of a language's side of parallel text. A decoder reads the sentence that its encoder reads.
    /// </summary>
    /// <inheritdoc cref="ReadWords"/>
    public VectorFile ReadSentences(
        TextFolder texts, string language, RepresentationOptions options, IProgress<RepresentationProgress>? progress = null, CancellationToken cancellation = default) =>
        Read("sentences", texts.Lines(language).Select(line => (line, line)), language, texts.ComputeHash(language), options with { MaxWords = 0, MaxSentences = int.MaxValue }, progress, cancellation);

    /// <summary>Vectors of a sample of the words of some sentences, layer by layer; nothing is kept on disk.</summary>
    /// <param name="language">The language, which the sample follows.</param>
    /// <param name="sentences">Its sentences, none of them blank.</param>
    /// <param name="options">What to sample.</param>
    /// <param name="progress">Told the sentences read.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="InvalidDataException">There are no words.</exception>
    public LanguageVectors Read(
        string language, IEnumerable<string> sentences, RepresentationOptions options, IProgress<RepresentationProgress>? progress = null, CancellationToken cancellation = default) =>
        new RepresentationReader(_model, options).Read(language, sentences.Select(s => Encode((s, s))), progress, cancellation);

    /// <summary>Whether a text has a word, so that there is something to read.</summary>
    /// <param name="texts">Where the text is.</param>
    /// <param name="language">The language.</param>
    internal bool FindsWords(TextFolder texts, string language) => texts.Lines(language).Any(line => !Encoder.Words(line).IsEmpty);

    /// <summary>The words that vectors belong to.</summary>
    /// <param name="sentences">The sentences that were read.</param>
    /// <param name="places">Places of words in them.</param>
    internal string[] WordsAt(IEnumerable<string> sentences, WordPlace[] places)
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

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();

    VectorFile Read(
        string kind, IEnumerable<(string Own, string Source)> lines, string language, string text, RepresentationOptions options,
        IProgress<RepresentationProgress>? progress, CancellationToken cancellation) =>
        new VectorCache(Path.Combine(CacheFolder, ModelHash[..HashDigits], kind)).GetOrAdd(
            language, new VectorKey(language, ModelHash, EncoderHash, text, _model.MaxTokens, options),
            () => new RepresentationReader(_model, options).Read(language, lines.Select(Encode), progress, cancellation));

    EncodedSentence Encode((string Own, string Source) line)
    {
        EncodedSentence own = Encoder.Encode(line.Own).Sentence;
        return Side == ModelSide.Encoder ? own : own.From(line.Own == line.Source ? own : Encoder.Encode(line.Source).Sentence);
    }

    /// <summary>The lines whose words are asked for, each with what the encoder reads.</summary>
    IEnumerable<(string Own, string Source)> Sentences(TextFolder texts, string language) =>
        (_decoderText ?? texts).Lines(language).Zip(texts.Lines(language))
            .Where(line => !string.IsNullOrWhiteSpace(line.First) && !string.IsNullOrWhiteSpace(line.Second));
}
