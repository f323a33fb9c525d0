using TransferPredict.Features.Onnx;
using TransferPredict.Features.Onnx.Weights;

namespace TransferPredict.Features.Layers.Topology;

/// <summary>
/// Finds what follows a product of a weight: the region of values that depend on nothing but that product. An activation
/// and then another product make a feed-forward block; a tanh over the first token makes a pooler; the end of the graph
/// makes a head.
/// </summary>
sealed class FeedForwardFinder(ValueFlow flow)
{
    const int MaxRegion = 64;

    /// <summary>What follows a product.</summary>
    internal sealed record Region
    {
        internal bool HasActivation { get; set; }

        internal bool HasTanhOnly { get; set; }

        internal bool IsNormalised { get; set; }

        internal bool IsOutput { get; set; }

        /// <summary>Products of two branches, where a gate may come in.</summary>
        internal List<(OnnxNode Node, string Other)> Gates { get; } = [];

        internal List<int> Next { get; } = [];
    }

    /// <summary>The feed-forward block that begins with a product; null when none does.</summary>
    internal FeedForwardBlock? BlockAt(int matrix, WeightUse use)
    {
        Region region = After(use.Graph, use.Node.Outputs.Take(1));
        if (!region.HasActivation || region.IsNormalised)
            return null;
        int place = flow.PlaceOf(use.Node);
        if (region.Next.Distinct().Take(2).Count() == 1)
            return new FeedForwardBlock(place, [matrix], region.Next[0]);

        foreach ((OnnxNode node, string other) in region.Gates)
        {
            IReadOnlyList<(int Matrix, WeightUse Use)> gate = flow.ProductsBehind(use.Graph, other);
            List<int> next = After(use.Graph, node.Outputs.Take(1)).Next;
            if (gate.Count == 1 && SameFactor(gate[0].Use, use) && next.Distinct().Take(2).Count() == 1)
                return new FeedForwardBlock(place, [matrix, gate[0].Matrix], next[0]);
        }
        return null;
    }

    /// <summary>Whether a product over one token of each text goes through tanh and nothing else.</summary>
    internal bool IsPooler(WeightUse use) =>
        use.Factor is { } factor && use.Graph.FindProducer(flow.Origin(use.Graph, factor)) is var (chosen, _)
        && (chosen.Is("Gather") || chosen.Is("Slice")) && flow.ProductOf(chosen) == null
        && After(use.Graph, use.Node.Outputs.Take(1)) is { HasTanhOnly: true };

    /// <summary>Whether a product is what the model gives.</summary>
    internal bool IsHead(WeightUse use) => After(use.Graph, use.Node.Outputs.Take(1)) is { IsOutput: true, HasActivation: false };

    internal Region After(OnnxGraph graph, IEnumerable<string> start)
    {
        HashSet<string> values = [.. start];
        Queue<string> queue = new(values);
        var region = new Region();
        bool onlyBias = true, tanh = false, otherActivation = false;
        while (values.Count < MaxRegion && queue.TryDequeue(out string? name))
        {
            region.IsOutput |= graph.Outputs.Any(output => output.Name == name);
            foreach (OnnxNode node in graph.FindConsumers(name).Take(MaxRegion))
            {
                if (flow.ProductOf(node) is { } product)
                {
                    region.Next.Add(product.Matrix);
                    continue;
                }
                string? other = node.Inputs.FirstOrDefault(input => input.Length > 0 && !values.Contains(input) && !flow.IsFixed(graph, input));
                if (other != null)
                {
                    if (node.OperatorType == "Mul")
                        region.Gates.Add((node, other));
                    continue;
                }
                tanh |= node.OperatorType == "Tanh";
                otherActivation |= IsActivation(node.OperatorType);
                onlyBias &= node.OperatorType is "Add" or "Tanh" or "Cast" or "Reshape" or "Identity" || tanh;
                region.IsNormalised |= node.OperatorType is "ReduceMean" or "LayerNormalization" or "SimplifiedLayerNormalization" or "RMSNormalization";
                foreach (string output in node.Outputs.Where(values.Add))
                    queue.Enqueue(output);
            }
        }
        region.HasActivation = tanh || otherActivation;
        region.HasTanhOnly = tanh && !otherActivation && onlyBias;
        return region;
    }

    bool SameFactor(WeightUse a, WeightUse b) =>
        a.Factor is { } x && b.Factor is { } y && flow.Origin(a.Graph, x) == flow.Origin(b.Graph, y);

    static bool IsActivation(string operatorType) => operatorType is "Erf" or "Relu" or "Sigmoid" or "Gelu" or "FastGelu" or "BiasGelu"
        or "QuickGelu" or "Elu" or "Selu" or "Celu" or "LeakyRelu" or "PRelu" or "HardSwish" or "HardSigmoid" or "Mish" or "Softplus" or "Swish";
}
