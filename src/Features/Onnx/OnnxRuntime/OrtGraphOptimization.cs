namespace TransferPredict.Features.Onnx.OnnxRuntime;

/// <summary>How far ONNX Runtime may rewrite a graph before it runs it.</summary>
public enum OrtGraphOptimization
{
    /// <summary>The graph runs as it is written.</summary>
    None = 0,
    /// <summary>Constants are folded and redundant nodes removed.</summary>
    Basic = 1,
    /// <summary>Also nodes are fused.</summary>
    Extended = 2,
    /// <summary>Also memory layouts are changed.</summary>
    All = 99,
}
