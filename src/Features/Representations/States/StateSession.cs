using System.Diagnostics;
using TransferPredict.Features.Onnx;
using TransferPredict.Features.Onnx.OnnxRuntime;

namespace TransferPredict.Features.Representations.States;

/// <summary>A loaded part of a model that gives hidden states, with its inputs filled by name and type.</summary>
sealed class StateSession : IDisposable
{
    const string EncoderStates = "encoder_hidden_states";

    static readonly string[] _known =
    [
        "input_ids", "attention_mask", "token_type_ids", "position_ids",
        "decoder_input_ids", "decoder_attention_mask", EncoderStates, "encoder_attention_mask",
    ];

    readonly string _file;
    readonly OrtSession _session;
    readonly ResidualStream _stream;
    readonly int _firstPosition;
    readonly bool _namesDecoder;

    internal StateSession(OnnxModel model, ResidualStream stream, TransformerConfig config, HiddenStateOptions options)
    {
        (_file, _stream, _firstPosition) = (model.FilePath, stream, config.FirstPosition);
        var part = new SubgraphModel(model, stream.States);
        _session = OrtSession.FromBytes(part.ToBytes(), $"the hidden states of '{_file}'", options.ToSession(part.Folder));
        _namesDecoder = _session.Inputs.Any(input => input.Name == "decoder_input_ids");
        try
        {
            foreach (OrtTensorInfo input in _session.Inputs)
                Check(input);
            foreach (OrtTensorInfo output in _session.Outputs)
            {
                if (output.ElementType is not (TensorElementType.Float32 or TensorElementType.Float16))
                    throw RepresentationThrow.OutputType(_file, output.Name, output.ElementType.ToString());
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The time spent inside ONNX Runtime's Run so far.</summary>
    internal TimeSpan TimeInRun { get; private set; }

    /// <summary>Whether the model must be given the encoder's last hidden states.</summary>
    internal bool NeedsEncoderStates => _session.Inputs.Any(input => input.Name == EncoderStates);

    public void Dispose() => _session.Dispose();

    /// <summary>Runs the model.</summary>
    /// <param name="main">What the states asked for belong to: a decoder's own sentences, or an encoder's.</param>
    /// <param name="encoder">A decoder's source sentences.</param>
    /// <param name="encoderStates">The encoder's last hidden states where <see cref="NeedsEncoderStates"/>.</param>
    /// <param name="cancellation">Ends the run early.</param>
    internal HiddenStates Run(TokenBatch main, TokenBatch? encoder, OrtTensor? encoderStates, CancellationToken cancellation)
    {
        List<KeyValuePair<string, OrtTensor>> inputs = [];
        try
        {
            foreach (OrtTensorInfo input in _session.Inputs.Where(input => input.Name != EncoderStates))
            {
                (TokenBatch batch, long[] values) = ValuesOf(input.Name, main, encoder ?? main);
                inputs.Add(new(input.Name, input.ElementType == TensorElementType.Int64
                    ? OrtTensor.Over<long>(values, batch.Sentences.Count, batch.Length)
                    : OrtTensor.Over<int>(Array.ConvertAll(values, value => (int)value), batch.Sentences.Count, batch.Length)));
            }
            long start = Stopwatch.GetTimestamp();
            OrtTensor[] outputs = encoderStates == null
                ? _session.Run(inputs, _stream.States, cancellation)
                : _session.Run([.. inputs, new(EncoderStates, encoderStates)], _stream.States, cancellation);
            TimeInRun += Stopwatch.GetElapsedTime(start);
            return new HiddenStates(_file, _stream, main, outputs);
        }
        catch (OnnxRuntimeException exception)
        {
            throw RepresentationThrow.RunFailed(_file, exception);
        }
        finally
        {
            foreach ((_, OrtTensor tensor) in inputs)
                tensor.Dispose();
        }
    }

    /// <summary>What an input is filled with; a decoder exported alone calls its own tokens input_ids too.</summary>
    (TokenBatch Batch, long[] Values) ValuesOf(string input, TokenBatch main, TokenBatch encoder)
    {
        TokenBatch plain = _namesDecoder ? encoder : main;
        return input switch
        {
            "input_ids" => (plain, plain.Tokens),
            "attention_mask" => (plain, plain.Mask),
            "token_type_ids" => (plain, new long[plain.Tokens.Length]),
            "position_ids" => (plain, plain.Positions(_firstPosition)),
            "decoder_input_ids" => (main, main.Tokens),
            "decoder_attention_mask" => (main, main.Mask),
            _ => (encoder, encoder.Mask),
        };
    }

    void Check(OrtTensorInfo input)
    {
        if (!_known.Contains(input.Name))
            throw RepresentationThrow.UnknownInput(_file, input.Name, _known);
        if (input.Name != EncoderStates && input.ElementType is not (TensorElementType.Int64 or TensorElementType.Int32))
            throw RepresentationThrow.InputType(_file, input.Name, input.ElementType.ToString());
    }
}
