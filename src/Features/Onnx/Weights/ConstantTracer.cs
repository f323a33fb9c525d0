namespace TransferPredict.Features.Onnx.Weights;

/// <summary>
/// Follows names back to the tensors they come from, through operators whose shapes are known without running them.
/// Remembers what it found: many names of a graph lead to the same.
/// </summary>
sealed class ConstantTracer
{
    // Exports put at most four or five operators between a weight and its use; a hostile graph may double at each.
    const int MaxSize = 64;

    readonly Dictionary<(OnnxGraph, string), ConstantValue?> _known = [];

    /// <summary>What the name stands for, or null when it depends on an input or on an operator that is not followed.</summary>
    internal ConstantValue? Trace(OnnxGraph graph, string? name) => name == null ? null : Trace(graph, name, depth: 0);

    ConstantValue? Trace(OnnxGraph graph, string name, int depth)
    {
        if (_known.TryGetValue((graph, name), out ConstantValue? known))
            return known;
        if (depth == MaxSize)
            return null;

        ConstantValue? value = graph.FindConstant(name) is { } tensor ? new ConstantTensor(tensor) : TraceOperation(graph, name, depth);
        if (value?.Size > MaxSize)
            value = null;
        _known[(graph, name)] = value;
        return value;
    }

    ConstantOperation? TraceOperation(OnnxGraph graph, string name, int depth)
    {
        if (graph.FindProducer(name) is not var (node, owner) || node.Domain is not ("" or "ai.onnx") || !IsFollowed(node.OperatorType))
            return null;

        // Of the operators followed, none takes more than three.
        var inputs = new ConstantValue?[Math.Min(node.Inputs.Count, 3)];
        for (int i = 0; i < inputs.Length; i++)
        {
            if (node.Input(i) is not { } input)
                continue;
            inputs[i] = Trace(owner, input, depth + 1);
            if (inputs[i] == null)
                return null;
        }
        return inputs.Length > 0 && inputs[0] is { } first && Shape(node, first, inputs) is var (type, dimensions)
            ? new ConstantOperation(node.OperatorType, inputs, node.Attributes, type, dimensions)
            : null;
    }

    internal static bool IsFollowed(string operatorType) =>
        operatorType is "Identity" or "Cast" or "Transpose" or "DequantizeLinear" or "Reshape" or "Add" or "Sub" or "Mul" or "Div";

    static (TensorElementType Type, long[] Dimensions)? Shape(OnnxNode node, ConstantValue first, ConstantValue?[] inputs)
    {
        ConstantValue? second = inputs.Length > 1 ? inputs[1] : null;
        switch (node.OperatorType)
        {
            case "Identity":
                return (first.ElementType, first.Dimensions);
            case "Cast":
                return ((TensorElementType)node.Integer("to", 0), first.Dimensions);
            case "Transpose":
                return Permute(first.Dimensions, node.Attribute("perm")?.Integers) is { } permuted ? (first.ElementType, permuted) : null;
            case "DequantizeLinear":
                return second == null ? null : (second.ElementType, first.Dimensions);
            case "Reshape":
                return second is ConstantTensor target && Reshape(first.Dimensions, target.Tensor) is { } shaped ? (first.ElementType, shaped) : null;
            case "Div" when !first.ElementType.IsFloat():
                return null; // a processor may trap on whole numbers, which ends the process
            default:
                return second != null && Broadcast(first.Dimensions, second.Dimensions) is { } common ? (first.ElementType, common) : null;
        }
    }

    static long[]? Permute(long[] dimensions, IReadOnlyList<long>? permutation)
    {
        if (permutation == null)
            return [.. dimensions.Reverse()];
        bool valid = permutation.Count == dimensions.Length && permutation.Order().Select((axis, i) => axis == i).All(same => same);
        return valid ? [.. permutation.Select(axis => dimensions[axis])] : null;
    }

    static long[]? Reshape(long[] dimensions, OnnxTensor target)
    {
        if (SmallIntegers.Read(target, 8) is not { } shape || shape.Any(dimension => dimension < -1))
            return null;

        // 0 copies a dimension, one -1 takes what is left.
        for (int i = 0; i < shape.Length; i++)
            shape[i] = shape[i] == 0 && i < dimensions.Length ? dimensions[i] : shape[i];
        if (TensorElementTypes.Count(dimensions) is not { } total
            || TensorElementTypes.Count([.. shape.Where(dimension => dimension >= 0)]) is not { } known)
        {
            return null;
        }
        int open = Array.IndexOf(shape, -1);
        if (open >= 0)
            shape[open] = known == 0 ? 0 : total / known;
        return TensorElementTypes.Count(shape) == total ? shape : null;
    }

    /// <summary>The common shape, that of one of the two: a column and a row could make far more values than a file has.</summary>
    static long[]? Broadcast(long[] a, long[] b)
    {
        long[] common = new long[Math.Max(a.Length, b.Length)];
        for (int i = 1; i <= common.Length; i++)
        {
            long x = i <= a.Length ? a[^i] : 1, y = i <= b.Length ? b[^i] : 1;
            if (x != y && x != 1 && y != 1)
                return null;
            common[^i] = x == 1 ? y : x;
        }
        long? count = TensorElementTypes.Count(common);
        return count == TensorElementTypes.Count(a) || count == TensorElementTypes.Count(b) ? common : null;
    }
}
