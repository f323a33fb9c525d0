namespace TransferPredict.Features.Onnx;

/// <summary>What can be wrong with a model file.</summary>
public enum OnnxDefect
{
    /// <summary>The file has no bytes.</summary>
    Empty,
    /// <summary>The file is over 2 GiB, more than protobuf allows in one.</summary>
    TooLarge,
    /// <summary>The bytes are no ONNX model.</summary>
    NotOnnx,
    /// <summary>The bytes break protobuf's rules, or end too early.</summary>
    Damaged,
    /// <summary>More nodes, names or nesting than any real model has.</summary>
    Excessive,
    /// <summary>A tensor's dimensions, type and bytes do not fit each other.</summary>
    BadTensor,
    /// <summary>External data is named in a way that cannot be read, or lies outside the model's folder.</summary>
    BadExternalData,
    /// <summary>A file of external data is missing.</summary>
    MissingExternalData,
    /// <summary>A file of external data is shorter than its tensors.</summary>
    ShortExternalData,
    /// <summary>No weight matrix is looked up by the model's input tokens.</summary>
    NoTokenEmbedding,
    /// <summary>The file is no longer the one that was opened.</summary>
    Changed,
}
