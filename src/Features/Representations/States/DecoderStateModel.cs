using TransferPredict.Features.Onnx;

namespace TransferPredict.Features.Representations.States;

/// <summary>
/// An encoder-decoder model loaded so that it gives the hidden states of every layer of its decoder, for source sentences
/// and the target sentences fed to the decoder (teacher forcing). Exports in one file and in two (encoder_model.onnx and
/// decoder_model.onnx) are read.
/// </summary>
public sealed class DecoderStateModel : IDisposable
{
    static readonly string[] _files = ["decoder_model.onnx", "model.onnx", "onnx/decoder_model.onnx", "onnx/model.onnx"];

    readonly StateSession _decoder;
    readonly HiddenStateModel? _encoder;

    DecoderStateModel(ResidualStream stream, TransformerConfig config, StateSession decoder, HiddenStateModel? encoder, int maxTokens)
    {
        (Stream, Config, _decoder, _encoder, MaxTokens) = (stream, config, decoder, encoder, maxTokens);
    }

    /// <summary>Where in the graph the hidden states were found.</summary>
    public ResidualStream Stream { get; }

    /// <summary>What config.json says.</summary>
    public TransformerConfig Config { get; }

    /// <summary>The number of layers given: the embeddings' output and every block's.</summary>
    public int Layers => Stream.States.Count;

    /// <summary>The most tokens of a sentence that are read, the token that the decoder starts from not counted.</summary>
    public int MaxTokens { get; }

    /// <summary>Loads the decoder of a model, and its encoder where that is a file of its own.</summary>
    /// <param name="folder">The folder of an export to ONNX.</param>
    /// <param name="options">How to run it.</param>
    /// <exception cref="FileNotFoundException">The folder has no such model.</exception>
    /// <exception cref="OnnxModelException">A file is damaged.</exception>
    /// <exception cref="InvalidDataException">As for <see cref="HiddenStateModel.Open"/>; or config.json gives no decoder_start_token_id.</exception>
    public static DecoderStateModel Open(string folder, HiddenStateOptions? options = null)
    {
        options ??= new HiddenStateOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxTokens, 1, nameof(options));
        string file = HiddenStateModel.FindFile(folder, _files);
        OnnxModel model = OnnxModel.Open(file, options.Files);
        TransformerConfig config = TransformerConfig.Find(Path.GetDirectoryName(Path.GetFullPath(file))!);
        if (config.DecoderStartToken == null)
            throw RepresentationThrow.Config(config.FilePath ?? Path.Combine(folder, "config.json"), "no 'decoder_start_token_id'", "the token that the decoder starts from");

        ResidualStream stream = ResidualStream.Find(model, ModelSide.Decoder, config.DecoderLayers, config.FilePath ?? "");
        var decoder = new StateSession(model, stream, config, options);
        try
        {
            HiddenStateModel? encoder = decoder.NeedsEncoderStates
                ? HiddenStateModel.Open(Path.Combine(Path.GetDirectoryName(file)!, "encoder_model.onnx"), options) : null;
            int limit = Math.Min(options.MaxTokens, config.MaxTokens - 1 ?? int.MaxValue);
            return new DecoderStateModel(stream, config, decoder, encoder, Math.Max(1, limit));
        }
        catch
        {
            decoder.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Runs the model. The decoder reads its start token, which belongs to no word, and then the target's tokens; a
    /// token's state is the one at its own place, which has seen the tokens up to it and the whole source.
    /// </summary>
    /// <param name="sources">The encoder's sentences, each of 1 to <see cref="MaxTokens"/> tokens.</param>
    /// <param name="targets">The decoder's sentences, as many; the states of these, start token first, are given.</param>
    /// <param name="cancellation">Ends the run early.</param>
    public HiddenStates Run(IReadOnlyList<EncodedSentence> sources, IReadOnlyList<EncodedSentence> targets, CancellationToken cancellation = default)
    {
        HiddenStateModel.RequireRunnable(sources, MaxTokens);
        HiddenStateModel.RequireRunnable(targets, MaxTokens);
        if (sources.Count != targets.Count)
            throw RepresentationThrow.Unequal("sentences", sources.Count, targets.Count, nameof(targets));

        EncodedSentence[] started = [.. targets.Select(target => new EncodedSentence(
            [Config.DecoderStartToken!.Value, .. target.Tokens], [EncodedSentence.NoWord, .. target.Words]))];
        TokenBatch source = new(sources, Config.PadToken), own = new(started, Config.PadToken);
        using HiddenStates? encoded = _encoder?.Run(sources, cancellation);
        return _decoder.Run(own, source, encoded?.Last, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _decoder.Dispose();
        _encoder?.Dispose();
    }
}
