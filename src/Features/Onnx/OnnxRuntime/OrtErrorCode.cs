namespace TransferPredict.Features.Onnx.OnnxRuntime;

/// <summary>The kinds of failure that ONNX Runtime tells apart (<c>OrtErrorCode</c> in its header).</summary>
public enum OrtErrorCode
{
    /// <summary>No failure.</summary>
    Ok,
    /// <summary>A failure of no other kind, also a run that was cancelled.</summary>
    Fail,
    /// <summary>An argument, such as an input's name, type or shape, does not fit the model.</summary>
    InvalidArgument,
    /// <summary>A file is missing.</summary>
    NoSuchFile,
    /// <summary>No model was given.</summary>
    NoModel,
    /// <summary>An execution engine failed.</summary>
    EngineError,
    /// <summary>A kernel failed while running.</summary>
    RuntimeException,
    /// <summary>The model is no ONNX protobuf.</summary>
    InvalidProtobuf,
    /// <summary>A model was already loaded.</summary>
    ModelLoaded,
    /// <summary>An operator has no kernel for these types.</summary>
    NotImplemented,
    /// <summary>The model's graph breaks ONNX's rules.</summary>
    InvalidGraph,
    /// <summary>An execution provider failed.</summary>
    ExecutionProviderFail,
}
