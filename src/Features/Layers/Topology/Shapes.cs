using TransferPredict.Features.Onnx;
using TransferPredict.Features.Onnx.Weights;

namespace TransferPredict.Features.Layers.Topology;

/// <summary>Shapes and other small whole numbers that a graph gives to its operators, as far as they can be told without running it.</summary>
/// <param name="graph">The graph.</param>
/// <param name="layouts">Values of which some lengths are known.</param>
sealed class Shapes(OnnxGraph graph, IReadOnlyDictionary<string, ColumnLayout> layouts)
{
    const int MaxNumbers = 16;
    const int MaxDepth = 12;
    const long Unknown = -2;

    /// <summary>The numbers of a constant, or of what is computed from constants and known lengths; null when there are others, or many.</summary>
    internal long[]? Numbers(string? name) => Numbers(name, 0);

    /// <summary>
    /// A shape that is a constant, or put together of single numbers; those only known at run time are -2. Null where not even
    /// the number of axes is known.
    /// </summary>
    internal long[]? Read(string? name)
    {
        if (name == null || Numbers(name) is { } || Producer(name) is not { } concat || !concat.Is("Concat") || concat.Inputs.Count > MaxNumbers)
            return Numbers(name);
        long[]?[] parts = [.. concat.Inputs.Select(input => Numbers(input) ?? (Producer(input)?.Is("Unsqueeze") == true ? [Unknown] : null))];
        return parts.Contains(null) ? null : [.. parts.SelectMany(part => part!)];
    }

    long[]? Numbers(string? name, int depth)
    {
        if (name == null || depth == MaxDepth)
            return null;
        if (graph.FindConstant(name) is { } constant)
            return SmallIntegers.Read(constant, MaxNumbers);
        return Producer(name) is not { } node ? null : node.OperatorType switch
        {
            "Cast" or "Unsqueeze" or "Squeeze" or "Identity" => Numbers(node.Input(0), depth + 1),
            "Gather" => LengthOf(node, depth),
            "Add" or "Sub" or "Mul" or "Div" => Computed(node, depth),
            _ => null,
        };
    }

    /// <summary>One length of a value's shape.</summary>
    long[]? LengthOf(OnnxNode gather, int depth) =>
        gather.Input(0) is { } shape && Producer(shape) is { } of && of.Is("Shape") && of.Attributes.Count == 0 && of.Input(0) is { } value
        && layouts.TryGetValue(value, out ColumnLayout? layout) && Numbers(gather.Input(1), depth + 1) is [long axis] && layout.LengthOf(axis) is { } length
            ? [length] : null;

    long[]? Computed(OnnxNode node, int depth)
    {
        if (Numbers(node.Input(0), depth + 1) is not [long x] || Numbers(node.Input(1), depth + 1) is not [long y])
            return null;
        return node.OperatorType switch
        {
            "Add" => [x + y],
            "Sub" => [x - y],
            "Mul" => [x * y],
            _ => y > 0 ? [x / y] : null,
        };
    }

    OnnxNode? Producer(string name) => graph.FindProducer(name)?.Node;
}
