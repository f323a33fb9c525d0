using TransferPredict.Features.Layers.Values;
using TransferPredict.Features.Onnx;
using TransferPredict.Features.Onnx.Weights;

namespace TransferPredict.Features.Layers.Topology;

/// <summary>
/// Follows the columns of a product that makes queries, keys and values at once through the operators that take it apart:
/// Split, Slice or Gather, with reshapes in between.
/// </summary>
sealed class FusedColumns(ValueFlow flow, AttentionFinder attentions)
{
    const int MaxSteps = 256;
    const int MaxOutputs = 1 << 18;

    /// <summary>The lines of the weight that make each side; null when the graph does not tell.</summary>
    internal IReadOnlyList<FusedPart>? Find(WeightUse use, int outputs)
    {
        if (use.Node.OperatorType is "Attention" or "QAttention")
            return InOperator(use.Node, outputs);
        if (outputs > MaxOutputs)
            return null;

        int rank = use.Node.Is("Gemm") ? 2 : 3;
        Queue<(string Name, ColumnLayout Layout)> queue = new(use.Node.Outputs.Take(1).Select(output => (output, ColumnLayout.Of(outputs, rank))));
        Dictionary<AttentionSides, Lines?> found = [];
        Dictionary<string, ColumnLayout> layouts = [];
        var shapes = new Shapes(use.Graph, layouts);
        for (int step = 0; step < MaxSteps && queue.TryDequeue(out (string Name, ColumnLayout Layout) next); step++)
        {
            layouts[next.Name] = next.Layout;
            AttentionSides sides = attentions.SidesOf(use.Graph, next.Name);
            if (sides is AttentionSides.Query or AttentionSides.Key or AttentionSides.Value && next.Layout.Columns.Length < outputs)
            {
                Lines? lines = Lines.Of([.. next.Layout.Columns.Order()]);
                // Rotated halves of a part come by two ways; the first is the whole part.
                found.TryAdd(sides, lines);
                continue;
            }
            foreach ((string output, ColumnLayout layout) in use.Graph.FindConsumers(next.Name).Take(MaxSteps)
                .SelectMany(node => Through(use.Graph, shapes, node, next.Name, next.Layout)))
            {
                queue.Enqueue((output, layout));
            }
        }
        return found.Count < 2 || found.Values.Contains(null) ? null
            : [.. found.OrderBy(part => part.Key).Select(part => new FusedPart(part.Key, part.Value!.Value))];
    }

    static IReadOnlyList<FusedPart>? InOperator(OnnxNode node, int outputs)
    {
        IReadOnlyList<long> sizes = node.Attribute("qkv_hidden_sizes")?.Integers is { Count: 3 } given ? given
            : outputs % 3 == 0 ? [outputs / 3, outputs / 3, outputs / 3] : [];
        return sizes.Any(size => size < 1 || size > outputs) || sizes.Sum() != outputs ? null : FusedPart.OneAfterAnother([.. sizes.Select(size => (int)size)]);
    }

    IEnumerable<(string Output, ColumnLayout Layout)> Through(OnnxGraph graph, Shapes shapes, OnnxNode node, string from, ColumnLayout layout)
    {
        if (flow.ProductOf(node) != null || node.Outputs.Count == 0)
            return [];
        bool elementwise = node.OperatorType is "Cast" or "Identity" or "Dropout" or "QuantizeLinear" or "DequantizeLinear"
            || (node.OperatorType is "Add" or "Sub" or "Mul" or "Div" && node.Inputs.All(input => input == from || flow.IsFixed(graph, input)));
        if (elementwise)
            return [(node.Outputs[0], layout)];
        if (node.Inputs[0] != from)
            return [];
        if (node.OperatorType == "Split")
            return Split(shapes, node, layout);
        ColumnLayout? after = node.OperatorType switch
        {
            "Reshape" => shapes.Read(node.Input(1)) is { } shape ? layout.Reshape(shape) : null,
            "Transpose" => node.Attribute("perm")?.Integers is { } permutation ? layout.Transpose(permutation) : null,
            "Gather" => shapes.Numbers(node.Input(1)) is [long index] ? Gathered(graph, node, layout, index) : null,
            "Squeeze" => Axes(shapes, node) is [long axis] ? layout.Squeeze(axis) : null,
            "Unsqueeze" => Axes(shapes, node) is [long axis] ? layout.Unsqueeze(axis) : null,
            "Slice" => Slice(shapes, node, layout),
            _ => null,
        };
        return after == null ? [] : [(node.Outputs[0], after)];
    }

    static IEnumerable<(string, ColumnLayout)> Split(Shapes shapes, OnnxNode node, ColumnLayout layout)
    {
        long axis = node.Integer("axis", 0);
        if (layout.LengthOf(axis) is not { } length)
            yield break;
        int parts = node.Outputs.Count;
        IReadOnlyList<long> sizes = shapes.Numbers(node.Input(1)) ?? node.Attribute("split")?.Integers
            ?? [.. Enumerable.Range(0, parts).Select(i => (long)Math.Min((length + parts - 1) / parts, length - i * ((length + parts - 1) / parts)))];
        long start = 0;
        for (int i = 0; i < Math.Min(parts, sizes.Count); i++)
        {
            if (layout.Select(axis, start, sizes[i]) is not { } part)
                yield break;
            yield return (node.Outputs[i], part);
            start += sizes[i];
        }
    }

    static ColumnLayout? Gathered(OnnxGraph graph, OnnxNode node, ColumnLayout layout, long index) =>
        graph.FindConstant(node.Inputs[1])?.Dimensions.Count == 0 ? layout.Pick(node.Integer("axis", 0), index) : null;

    static ColumnLayout? Slice(Shapes shapes, OnnxNode node, ColumnLayout layout)
    {
        IReadOnlyList<long>? starts = shapes.Numbers(node.Input(1)) ?? node.Attribute("starts")?.Integers;
        IReadOnlyList<long>? ends = shapes.Numbers(node.Input(2)) ?? node.Attribute("ends")?.Integers;
        IReadOnlyList<long>? axes = shapes.Numbers(node.Input(3)) ?? node.Attribute("axes")?.Integers;
        bool byOne = node.Input(4) == null || shapes.Numbers(node.Input(4)) is [1];
        if (starts is not [long start] || ends is not [long end] || axes is not [long axis] || !byOne || layout.LengthOf(axis) is not { } length)
            return null;
        start = Math.Clamp(start < 0 ? start + length : start, 0, length);
        end = Math.Clamp(end < 0 ? end + length : end, 0, length);
        return layout.Select(axis, start, end - start);
    }

    static IReadOnlyList<long>? Axes(Shapes shapes, OnnxNode node) =>
        shapes.Numbers(node.Input(1)) ?? node.Attribute("axes")?.Integers;
}
