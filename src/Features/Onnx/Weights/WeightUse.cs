namespace TransferPredict.Features.Onnx.Weights;

/// <summary>One use of a constant by an operator that multiplies by it or looks rows up in it.</summary>
sealed record WeightUse(OnnxGraph Graph, OnnxNode Node, ConstantValue Value, EmbeddingKind Embedding);
