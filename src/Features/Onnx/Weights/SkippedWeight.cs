namespace TransferPredict.Features.Onnx.Weights;

/// <summary>A weight that was found but is no matrix this library reads.</summary>
/// <param name="Node">The node that uses it.</param>
/// <param name="OnnxName">The tensor's name in the file.</param>
/// <param name="Reason">Why it is left out.</param>
public sealed record SkippedWeight(string Node, string OnnxName, string Reason);
