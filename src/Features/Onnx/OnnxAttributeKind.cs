namespace TransferPredict.Features.Onnx;

/// <summary>What an attribute holds.</summary>
public enum OnnxAttributeKind
{
    /// <summary>Something this library has no use for (lists of floats, texts or tensors, types); its value is not kept.</summary>
    Other,
    /// <summary>A whole number.</summary>
    Integer,
    /// <summary>A single-precision number.</summary>
    Float,
    /// <summary>A text.</summary>
    Text,
    /// <summary>Whole numbers.</summary>
    Integers,
    /// <summary>A tensor.</summary>
    Tensor,
    /// <summary>One graph or several.</summary>
    Graphs,
}
