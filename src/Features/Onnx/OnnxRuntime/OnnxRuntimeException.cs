namespace TransferPredict.Features.Onnx.OnnxRuntime;

/// <summary>ONNX Runtime refused a call; the message is its own, after what was being done.</summary>
public sealed class OnnxRuntimeException : Exception
{
    /// <summary>A failure that ONNX Runtime reported as <paramref name="code"/>.</summary>
    public OnnxRuntimeException(OrtErrorCode code, string message) : base(message) => Code = code;

    /// <summary>ONNX Runtime's own kind of the failure.</summary>
    public OrtErrorCode Code { get; }
}
