namespace TransferPredict.Features.Onnx;

/// <summary>What a graph takes or gives under a name.</summary>
/// <param name="Name">The name.</param>
/// <param name="ElementType">The element type; <see cref="TensorElementType.Undefined"/> where it is no tensor.</param>
/// <param name="Dimensions">The dimensions, -1 where one is open; null where the rank is open.</param>
public sealed record OnnxValueInfo(string Name, TensorElementType ElementType, IReadOnlyList<long>? Dimensions);
