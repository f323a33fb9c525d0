namespace TransferPredict.Features.Onnx;

/// <summary>One operator of a graph.</summary>
/// <param name="Name">Its name, such as "/encoder/layer.3/attention/self/query/MatMul"; empty where it has none.</param>
/// <param name="OperatorType">The operator, such as "MatMul".</param>
/// <param name="Domain">The operator set; empty for ONNX's own, "com.microsoft" for ONNX Runtime's.</param>
/// <param name="Inputs">The names of the values it takes; empty names are inputs left out.</param>
/// <param name="Outputs">The names of the values it gives.</param>
/// <param name="Attributes">Its settings.</param>
public sealed record OnnxNode(
    string Name, string OperatorType, string Domain,
    IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyList<OnnxAttribute> Attributes)
{
    /// <summary>The attribute of that name, or null.</summary>
    public OnnxAttribute? Attribute(string name) => Attributes.FirstOrDefault(attribute => attribute.Name == name);

    /// <summary>An integer attribute's value, or <paramref name="otherwise"/> where it is not given.</summary>
    public long Integer(string name, long otherwise) => Attribute(name) is { Kind: OnnxAttributeKind.Integer } given ? given.Integer : otherwise;

    /// <summary>Whether the operator is one of ONNX's own of that name.</summary>
    internal bool Is(string operatorType) => OperatorType == operatorType && (Domain is "" or "ai.onnx");

    internal string? Input(int index) => index < Inputs.Count && Inputs[index].Length > 0 ? Inputs[index] : null;
}
