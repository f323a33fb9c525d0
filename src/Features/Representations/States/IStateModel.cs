namespace TransferPredict.Features.Representations.States;

/// <summary>A stack of layers that gives the hidden states of every one: an encoder, or a decoder with its encoder behind it.</summary>
public interface IStateModel : IDisposable
{
    /// <summary>Which stack.</summary>
    ModelSide Side { get; }

    /// <summary>The number of layers given: the embeddings' output and every block's.</summary>
    int Layers { get; }

    /// <summary>The most tokens of a sentence that are read; longer ones are to be cut.</summary>
    int MaxTokens { get; }

    /// <summary>Runs the model over sentences side by side; any number of threads may call it.</summary>
    /// <param name="sentences">
    /// One or more, each of 1 to <see cref="MaxTokens"/> tokens; of like length, lest time be wasted on padding. For a decoder each
    /// has its <see cref="EncodedSentence.Source"/>, of as many tokens at most.
    /// </param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <exception cref="Onnx.OnnxRuntime.OnnxRuntimeException">A token id is not in the vocabulary, or the run failed otherwise.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    HiddenStates Run(IReadOnlyList<EncodedSentence> sentences, CancellationToken cancellation = default);

    /// <summary>SHA-256, in hexadecimal, of what the states are computed by: what results can be kept under.</summary>
    string ComputeHash();
}
