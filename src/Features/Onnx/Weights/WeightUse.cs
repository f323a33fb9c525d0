namespace TransferPredict.Features.Onnx.Weights;

/// <summary>One use of a constant by an operator that multiplies by it or looks rows up in it.</summary>
/// <param name="Graph">The graph that the operator is in.</param>
/// <param name="Node">The operator.</param>
/// <param name="Input">Which of its inputs the constant is.</param>
/// <param name="Value">The constant.</param>
/// <param name="Embedding">What an embedding's rows stand for.</param>
sealed record WeightUse(OnnxGraph Graph, OnnxNode Node, int Input, ConstantValue Value, EmbeddingKind Embedding)
{
    /// <summary>Whether the operator neither multiplies by the constant nor looks rows up in it.</summary>
    internal bool IsOther { get; init; }

    /// <summary>Whether the operator multiplies by the constant, so that its result flows on as the weight's product.</summary>
    internal bool IsProduct => !IsOther && !Node.Is("Gather") && Node.OperatorType is not ("GatherBlockQuantized" or "EmbedLayerNormalization");

    /// <summary>The input that is multiplied.</summary>
    internal string? Factor => Node.Input(Input == 0 ? 1 : 0);

    /// <summary>Whether the product's last axis runs along the constant's rows instead of its columns.</summary>
    internal bool GivesRows => Input == 0 ? Node.Integer("transA", 0) == 0 : Node.Integer("transB", 0) != 0;
}
