using System.Globalization;
using System.Text.RegularExpressions;

namespace TransferPredict.Features.Onnx.Weights;

/// <summary>Readable names of weights, and the layers they tell.</summary>
static partial class WeightNames
{
    /// <summary>
    /// The name a weight had in its training framework: the tensor's own where it is one, else the path in the node's
    /// name, else that of the bias added to the node's result, else the tensor's own after all.
    /// </summary>
    internal static string Of(OnnxGraph graph, OnnxNode node, string tensor)
    {
        string own = Clean(tensor);
        if (!IsAnonymous(own))
            return own;
        if (PathOf(node) is { Length: > 0 } path)
            return path;
        return BiasOf(graph, node) ?? own;
    }

    /// <summary>The layer in a name such as "encoder.layer.3.output" or "h_3.mlp"; null where there is none.</summary>
    internal static int? LayerOf(string name)
    {
        Match match = LayerPattern().Match(name);
        return match.Success && int.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int layer)
            ? layer : null;
    }

    /// <summary>Where in a name what belongs to its layer begins: behind the layer's number; 0 where there is none.</summary>
    internal static int EndOfLayer(string name)
    {
        Match match = LayerPattern().Match(name);
        return match.Success ? match.Index + match.Length : 0;
    }

    static string Clean(string tensor)
    {
        // TensorFlow's exports end names in ":0".
        string name = tensor.EndsWith(":0", StringComparison.Ordinal) ? tensor[..^2] : tensor;
        foreach (string suffix in (string[])["_quantized", ".weight"])
            name = name.EndsWith(suffix, StringComparison.Ordinal) && name.Length > suffix.Length ? name[..^suffix.Length] : name;
        return name;
    }

    /// <summary>Exporters number the tensors they make: "onnx::MatMul_12", "1234", "val_7"; names of modules have dots.</summary>
    internal static bool IsAnonymous(string name) =>
        name.Length == 0 || name[0] == '/' || name.Contains("::") || (!name.Contains('.') && char.IsAsciiDigit(name[^1]));

    /// <summary>The modules in a node's name, such as "encoder.layer.3.output.dense"; null where it names none.</summary>
    internal static string? PathOf(OnnxNode node)
    {
        if (!node.Name.Contains('/'))
            return null;
        string[] parts = node.Name.Split('/', StringSplitOptions.RemoveEmptyEntries);
        bool endsWithOperator = parts.Length > 0 && OperatorPattern().Match(parts[^1]) is { Success: true } match
            && node.OperatorType.StartsWith(match.Groups[1].Value, StringComparison.Ordinal);
        return string.Join('.', endsWithOperator ? parts[..^1] : parts);
    }

    static string? BiasOf(OnnxGraph graph, OnnxNode node)
    {
        IEnumerable<string> candidates = node.Is("Gemm") ? node.Inputs.Skip(2).Take(1)
            : graph.FindFollowers(node).Where(next => next.Is("Add")).SelectMany(next => next.Inputs.Take(2));
        string? bias = candidates.FirstOrDefault(name => name.EndsWith(".bias", StringComparison.Ordinal) && graph.FindConstant(name) != null);
        return bias?[..^".bias".Length];
    }

    [GeneratedRegex(@"(?:^|[./_])(?:layers?|layer_module|blocks?|h|attentions|ffns)[._/]*(\d+)(?=[./_]|$)")]
    private static partial Regex LayerPattern();

    [GeneratedRegex(@"^([A-Za-z]+)(?:_\d+)?(?:_quant)?$")]
    private static partial Regex OperatorPattern();
}
