namespace TransferPredict.Features.Onnx.Weights;

/// <summary>
/// A value that does not depend on the model's inputs: a tensor, or an operator on such values, as an export puts Cast,
/// Transpose or DequantizeLinear between a weight and its use.
/// </summary>
abstract record ConstantValue(TensorElementType ElementType, long[] Dimensions)
{
    /// <summary>The tensor that holds the values: of several, the one with most elements.</summary>
    internal abstract OnnxTensor Source { get; }

    /// <summary>The tensors and operators in it, those used twice counted twice: what reading it takes.</summary>
    internal abstract int Size { get; }
}

/// <summary>A tensor of the model.</summary>
sealed record ConstantTensor(OnnxTensor Tensor) : ConstantValue(Tensor.ElementType, [.. Tensor.Dimensions])
{
    internal override OnnxTensor Source => Tensor;

    internal override int Size => 1;
}

/// <summary>An operator; a null input is one left out.</summary>
sealed record ConstantOperation(
    string OperatorType, IReadOnlyList<ConstantValue?> Inputs, IReadOnlyList<OnnxAttribute> Attributes,
    TensorElementType ElementType, long[] Dimensions) : ConstantValue(ElementType, Dimensions)
{
    /// <summary>Whose operator it is; empty for ONNX's own.</summary>
    internal string Domain { get; init; } = "";

    internal override OnnxTensor Source => Inputs.OfType<ConstantValue>().Select(input => input.Source).MaxBy(tensor => tensor.ElementCount)!;

    internal override int Size { get; } = 1 + Inputs.Sum(input => input?.Size ?? 0);

    internal long Integer(string name, long otherwise) =>
        Attributes.FirstOrDefault(attribute => attribute.Name == name && attribute.Kind == OnnxAttributeKind.Integer)?.Integer ?? otherwise;

    /// <summary>DequantizeLinear of values along <paramref name="axis"/>, which matters when there are several scales.</summary>
    internal static ConstantOperation Dequantize(ConstantValue values, ConstantValue scale, ConstantValue? zeroPoint, long axis) => new(
        "DequantizeLinear", [values, scale, zeroPoint], [new OnnxAttribute("axis", OnnxAttributeKind.Integer) { Integer = axis }],
        scale.ElementType, values.Dimensions);

    internal static ConstantOperation Transpose(ConstantValue matrix) =>
        new("Transpose", [matrix], [], matrix.ElementType, [.. matrix.Dimensions.Reverse()]);
}
