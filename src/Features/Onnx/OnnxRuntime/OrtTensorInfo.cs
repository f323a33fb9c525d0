namespace TransferPredict.Features.Onnx.OnnxRuntime;

/// <summary>What a session takes or gives under a name.</summary>
/// <param name="Name">The input's or output's name.</param>
/// <param name="ElementType">Its element type; <see cref="TensorElementType.Undefined"/> where it is no tensor.</param>
/// <param name="Shape">Its dimensions; -1 where the model leaves one open.</param>
public sealed record OrtTensorInfo(string Name, TensorElementType ElementType, IReadOnlyList<long> Shape);
