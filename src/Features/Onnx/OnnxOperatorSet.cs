namespace TransferPredict.Features.Onnx;

/// <summary>A set of operators that a model imports.</summary>
/// <param name="Domain">Whose operators; empty for ONNX's own.</param>
/// <param name="Version">The version of the set.</param>
public sealed record OnnxOperatorSet(string Domain, long Version);
