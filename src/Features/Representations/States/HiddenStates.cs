using TransferPredict.Features.Onnx;
using TransferPredict.Features.Onnx.OnnxRuntime;

namespace TransferPredict.Features.Representations.States;

/// <summary>The hidden states of one batch in every layer, in ONNX Runtime's memory until disposed.</summary>
public sealed class HiddenStates : IDisposable
{
    readonly OrtTensor[] _states;
    readonly float[]?[] _converted;

    internal HiddenStates(string file, ResidualStream stream, TokenBatch batch, OrtTensor[] states)
    {
        (_states, Sentences, Tokens) = (states, batch.Sentences, batch.Length);
        _converted = new float[states.Length][];
        Width = states[0].Shape is [_, _, var width] ? checked((int)width) : 0;
        for (int i = 0; i < states.Length; i++)
        {
            if (!states[i].Shape.SequenceEqual([Sentences.Count, Tokens, Width]))
            {
                Dispose();
                throw RepresentationThrow.OutputShape(file, stream.States[i], states[i].Shape, Sentences.Count, Tokens);
            }
        }
    }

    /// <summary>The number of layers: the embeddings' output and every block's.</summary>
    public int Layers => _states.Length;

    /// <summary>The number of values of a token in a layer.</summary>
    public int Width { get; }

    /// <summary>The number of places of a sentence: the tokens of the longest.</summary>
    public int Tokens { get; }

    /// <summary>The sentences, in the order they were given; what follows a sentence's own tokens means nothing.</summary>
    public IReadOnlyList<EncodedSentence> Sentences { get; }

    /// <summary>A layer's values: sentences x <see cref="Tokens"/> x <see cref="Width"/>; not to be used after <see cref="Dispose"/>.</summary>
    /// <param name="layer">From 0, the embeddings' output.</param>
    public ReadOnlySpan<float> Layer(int layer)
    {
        if (_states[layer].ElementType == TensorElementType.Float32)
            return _states[layer].AsSpan<float>();
        if (_converted[layer] is { } known)
            return known;
        ReadOnlySpan<Half> halves = _states[layer].AsSpan<Half>();
        float[] converted = new float[halves.Length];
        for (int i = 0; i < converted.Length; i++)
            converted[i] = (float)halves[i];
        return _converted[layer] = converted;
    }

    /// <summary>A token's values in a layer.</summary>
    /// <param name="layer">From 0, the embeddings' output.</param>
    /// <param name="sentence">The sentence's place in the batch.</param>
    /// <param name="token">The token's place in the sentence.</param>
    public ReadOnlySpan<float> Token(int layer, int sentence, int token)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)token, (uint)Sentences[sentence].Length, nameof(token));
        return Layer(layer).Slice((sentence * Tokens + token) * Width, Width);
    }

    internal OrtTensor Last => _states[^1];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (OrtTensor state in _states)
            state.Dispose();
    }
}
