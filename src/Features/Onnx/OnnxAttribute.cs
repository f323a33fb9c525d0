namespace TransferPredict.Features.Onnx;

/// <summary>A named setting of a node; only the member for its <see cref="Kind"/> has a value.</summary>
public sealed record OnnxAttribute(string Name, OnnxAttributeKind Kind)
{
    /// <summary>The value of <see cref="OnnxAttributeKind.Integer"/>.</summary>
    public long Integer { get; init; }

    /// <summary>The value of <see cref="OnnxAttributeKind.Float"/>.</summary>
    public float Float { get; init; }

    /// <summary>The value of <see cref="OnnxAttributeKind.Text"/>.</summary>
    public string Text { get; init; } = "";

    /// <summary>The values of <see cref="OnnxAttributeKind.Integers"/>.</summary>
    public IReadOnlyList<long> Integers { get; init; } = [];

    /// <summary>The value of <see cref="OnnxAttributeKind.Tensor"/>.</summary>
    public OnnxTensor? Tensor { get; init; }

    /// <summary>The value or values of <see cref="OnnxAttributeKind.Graphs"/>: bodies of If, Loop and Scan.</summary>
    public IReadOnlyList<OnnxGraph> Graphs { get; init; } = [];
}
