namespace TransferPredict.Features.Onnx.Weights;

/// <summary>Knows which inputs of which operators are weights, and how quantised ones get their scales.</summary>
sealed class WeightFinder(OnnxModel model)
{
    // Behind a MatMulInteger an export puts a Cast and a Mul; a hostile graph thousands, behind each of thousands.
    const int MaxFollowed = 4_000;

    readonly ConstantTracer _constants = new();
    readonly IndexTracer _indices = new(model);
    readonly HashSet<OnnxTensor> _seen = [];
    readonly HashSet<(string, string)> _skipped = [];

    int _followed;

    internal List<SkippedWeight> Skipped { get; } = [];

    /// <summary>Every use of a weight matrix, in the order of the nodes; then what other operators do with matrices.</summary>
    internal IEnumerable<WeightUse> FindUses() =>
    [
        .. from graph in model.Graphs
           from node in graph.Nodes
           from use in Uses(graph, node)
           where IsMatrix(use)
           select use,
        .. new OtherWeights(model, _constants, _seen, Skipped).FindUses(),
    ];

    IEnumerable<WeightUse> Uses(OnnxGraph graph, OnnxNode node) => (node.Domain, node.OperatorType) switch
    {
        ("" or "ai.onnx", "MatMul" or "Gemm") or ("com.microsoft", "FusedMatMul") => [.. Plain(graph, node, 0), .. Plain(graph, node, 1)],
        ("" or "ai.onnx", "Gather") => Gathered(graph, node),
        ("" or "ai.onnx", "MatMulInteger") => Integer(graph, node),
        ("" or "ai.onnx", "QLinearMatMul") => Scaled(graph, node, 3, 4, 5),
        ("com.microsoft", "DynamicQuantizeMatMul") => Scaled(graph, node, 1, 2, 3),
        ("com.microsoft", "QAttention") => Scaled(graph, node, 1, 4, 7),
        ("com.microsoft", "MatMulIntegerToFloat") => Scaled(graph, node, 1, 3, 5),
        ("com.microsoft", "Attention") => Plain(graph, node, 1),
        ("com.microsoft", "EmbedLayerNormalization") => [
            .. Embedded(graph, node, 2, _indices.Classify(graph, node.Input(0))),
            .. Embedded(graph, node, 3, EmbeddingKind.Position),
            .. Embedded(graph, node, 4, EmbeddingKind.Segment)],
        ("com.microsoft", "MatMulNBits" or "GatherBlockQuantized") => Packed(graph, node),
        ("com.microsoft", "MatMulBnb4") => Skip(node, node.Input(1) ?? "", "the packing of MatMulBnb4 is not read"),
        _ => [],
    };

    IEnumerable<WeightUse> Plain(OnnxGraph graph, OnnxNode node, int input) => Embedded(graph, node, input, EmbeddingKind.None);

    IEnumerable<WeightUse> Embedded(OnnxGraph graph, OnnxNode node, int input, EmbeddingKind kind) =>
        _constants.Trace(graph, node.Input(input)) is { } value ? [new WeightUse(graph, node, input, value, kind)] : [];

    IEnumerable<WeightUse> Gathered(OnnxGraph graph, OnnxNode node)
    {
        if (_constants.Trace(graph, node.Input(0)) is not { Dimensions.Length: 2 } value)
            return [];
        if (value.ElementType.IsQuantized())
        {
            // Quantised embeddings are looked up first and turned into fractions afterwards.
            OnnxNode? scaling = graph.FindFollowers(node).FirstOrDefault(next => next.Is("DequantizeLinear"));
            if (scaling == null || Dequantized(graph, value, scaling.Input(1), scaling.Input(2)) is not { } scaled)
                return [];
            value = scaled;
        }
        if (!value.ElementType.IsFloat())
            return [];
        // Entries are rows, also of a table that keeps them as columns.
        if (node.Integer("axis", 0) is 1 or -1)
            value = ConstantOperation.Transpose(value);
        return [new WeightUse(graph, node, 0, value, _indices.Classify(graph, node.Input(1)))];
    }

    IEnumerable<WeightUse> Packed(OnnxGraph graph, OnnxNode node)
    {
        int input = node.OperatorType == "MatMulNBits" ? 1 : 0;
        if (_constants.Trace(graph, node.Input(input)) is not { } value)
            return [];
        ConstantValue?[] others = [.. Enumerable.Range(2, Math.Clamp(node.Inputs.Count - 2, 0, 3)).Select(i => _constants.Trace(graph, node.Input(i)))];
        return PackedWeights.Unpacked(node, value, others) is { } unpacked
            ? [new WeightUse(graph, node, input, unpacked, input == 0 ? _indices.Classify(graph, node.Input(1)) : EmbeddingKind.None)]
            : Skip(node, value.Source.Name, $"this packing of {node.OperatorType} is not read");
    }

    IEnumerable<WeightUse> Scaled(OnnxGraph graph, OnnxNode node, int input, int scale, int zeroPoint) =>
        _constants.Trace(graph, node.Input(input)) is not { } value ? []
        : Dequantized(graph, value, node.Input(scale), node.Input(zeroPoint)) is { } scaled
            ? [new WeightUse(graph, node, input, scaled, EmbeddingKind.None)]
        : Skip(node, value.Source.Name, $"its {node.OperatorType} has no constant scale and zero point");

    /// <summary>
    /// MatMulInteger gives whole numbers; ONNX Runtime's quantiser then casts and multiplies them by the product of both
    /// sides' scales, of which the constant one is the weight's.
    /// </summary>
    IEnumerable<WeightUse> Integer(OnnxGraph graph, OnnxNode node)
    {
        if (_constants.Trace(graph, node.Input(1)) is not { } value)
            return [];

        string? scale = (
            from cast in graph.FindFollowers(node).TakeWhile(_ => _followed++ < MaxFollowed)
            where cast.Is("Cast")
            from multiply in graph.FindFollowers(cast)
            where multiply.Is("Mul")
            from factor in multiply.Inputs.Take(2)
            where !cast.Outputs.Take(1).Contains(factor)
            from name in graph.FindProducer(factor) is var (product, _) && product.Is("Mul") ? product.Inputs.Take(2) : [factor]
            where graph.FindConstant(name) != null
            select name).FirstOrDefault();
        return scale != null && Dequantized(graph, value, scale, node.Input(3)) is { } scaled
            ? [new WeightUse(graph, node, 1, scaled, EmbeddingKind.None)]
            : Skip(node, value.Source.Name, "no constant scale follows its MatMulInteger");
    }

    ConstantOperation? Dequantized(OnnxGraph graph, ConstantValue value, string? scaleName, string? zeroPointName)
    {
        ConstantValue? scale = _constants.Trace(graph, scaleName);
        ConstantValue? zeroPoint = _constants.Trace(graph, zeroPointName);
        bool readable = scale != null && (zeroPointName == null || zeroPoint != null) && value.ElementType.IsQuantized();
        // A scale for each column is the only other choice where rows are summed or looked up.
        return readable ? ConstantOperation.Dequantize(value, scale!, zeroPoint, axis: 1) : null;
    }

    bool IsMatrix(WeightUse use)
    {
        _seen.UnionWith(DerivedModel.Tensors(use.Value));
        long[] dimensions = use.Value.Dimensions;
        // Scalars and vectors that MatMul takes are no weights to speak of.
        if (dimensions.Length < 2)
            return false;

        string shape = $"[{string.Join(", ", dimensions)}]";
        string? reason = dimensions.Length > 2 ? $"its shape is {shape}, expected two dimensions"
            : dimensions.Any(dimension => dimension is 0 or > int.MaxValue) ? $"its shape is {shape}, expected 1 to {int.MaxValue} each"
            : !use.Value.ElementType.IsFloat() ? $"its elements are {use.Value.ElementType} without a scale"
            : null;
        if (reason != null)
            _ = Skip(use.Node, use.Value.Source.Name, reason);
        return reason == null;
    }

    WeightUse[] Skip(OnnxNode node, string tensor, string reason)
    {
        // One tensor may be used a hundred times; what is wrong with it is said once.
        if (_skipped.Add((tensor, reason)))
            Skipped.Add(new SkippedWeight(node.Name, tensor, reason));
        return [];
    }
}
