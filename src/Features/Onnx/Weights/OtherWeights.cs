namespace TransferPredict.Features.Onnx.Weights;

/// <summary>
/// Matrices that no product and no look-up uses: operands of Einsum, tables that are sliced or added, and initializers that
/// nothing uses. Nothing is known of them but that they are there.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="constants">Finds what names stand for.</param>
/// <param name="seen">Tensors known to be weights already.</param>
/// <param name="skipped">Takes those that are no matrices.</param>
sealed class OtherWeights(OnnxModel model, ConstantTracer constants, HashSet<OnnxTensor> seen, List<SkippedWeight> skipped)
{
    readonly HashSet<OnnxTensor> _initializers = [.. model.Graphs.SelectMany(graph => graph.Initializers)];

    internal IEnumerable<WeightUse> FindUses()
    {
        WeightUse[] elsewhere = [.. UsedElsewhere()];
        seen.UnionWith(elsewhere.SelectMany(use => DerivedModel.Tensors(use.Value)));
        return [.. elsewhere, .. UsedNowhere()];
    }

    IEnumerable<WeightUse> UsedElsewhere() =>
        from graph in model.Graphs
        from node in graph.Nodes
        where !(ConstantTracer.IsFollowed(node.OperatorType) && node.Outputs.Any(output => constants.Trace(graph, output) != null))
        from input in Enumerable.Range(0, node.Inputs.Count)
        let value = constants.Trace(graph, node.Input(input))
        where value != null && _initializers.Contains(value.Source) && IsMatrix(value, node)
        select new WeightUse(graph, node, input, value, EmbeddingKind.None) { IsOther = true };

    IEnumerable<WeightUse> UsedNowhere() =>
        from graph in model.Graphs
        from tensor in graph.Initializers
        let nobody = new OnnxNode("", "", "", [], [], [])
        where IsMatrix(new ConstantTensor(tensor), nobody)
        select new WeightUse(graph, nobody, 0, new ConstantTensor(tensor), EmbeddingKind.None) { IsOther = true };

    bool IsMatrix(ConstantValue value, OnnxNode node)
    {
        bool wide = value.Dimensions.Count(dimension => dimension > 1) >= 2 && value.Dimensions.All(dimension => dimension <= int.MaxValue);
        bool weighs = value.ElementType.IsFloat() || (value.ElementType.IsQuantized() && node.OperatorType.Contains("Conv", StringComparison.Ordinal));
        if (!wide || !weighs || value.Dimensions.Contains(0) || seen.Contains(value.Source))
            return false;
        if (value.Dimensions.Length == 2)
            return value.ElementType.IsFloat();
        seen.Add(value.Source);
        skipped.Add(new SkippedWeight(node.Name, value.Source.Name, $"its shape is [{string.Join(", ", value.Dimensions)}], expected two dimensions"));
        return false;
    }
}
