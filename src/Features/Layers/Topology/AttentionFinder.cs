using TransferPredict.Features.Onnx;
using TransferPredict.Features.Onnx.Weights;

namespace TransferPredict.Features.Layers.Topology;

/// <summary>
/// Finds attentions by their form: a Softmax over a product of two activations (the left one makes the queries, as its rows
/// are the rows that are normalised; the right one the keys), and a product of what the Softmax gives with the values.
/// </summary>
sealed class AttentionFinder(ValueFlow flow)
{
    // Between scores and Softmax lie a scale, a mask and a bias of positions; between the heads and their mixing some reshapes.
    const int MaxBetween = 48;

    readonly Dictionary<(OnnxGraph, string), AttentionSides> _sides = [];

    /// <summary>The sides that a value goes to, after <see cref="Find"/>.</summary>
    internal AttentionSides SidesOf(OnnxGraph graph, string name) => _sides.GetValueOrDefault((graph, name));

    internal List<AttentionBlock> Find()
    {
        List<AttentionBlock> blocks = [];
        foreach (OnnxGraph graph in flow.Model.Graphs)
        {
            foreach (OnnxNode node in graph.Nodes)
            {
                if (flow.IsExhausted)
                    return blocks;
                if (node.Is("Softmax") && ScoresBehind(graph, node) is var (scores, owner) && MixingOf(graph, node) is var (mixing, weights))
                    blocks.Add(Block(owner, scores, scores.Input(0), scores.Input(1), mixing.Inputs[1 - weights], mixing));
                else if (IsAttention(node))
                    blocks.Add(Block(graph, node, node.Input(0), node.Input(1) ?? node.Input(0), node.Input(2) ?? node.Input(0), node));
                else if (flow.ProductOf(node) is { } fused && node.OperatorType is "Attention" or "QAttention")
                    blocks.Add(new AttentionBlock(flow.PlaceOf(node), null, null, null, Output(graph, node), IsCross: false));
            }
        }
        return blocks;
    }

    // Queries, keys and values are inputs of their own; in com.microsoft's Attention the weights are.
    static bool IsAttention(OnnxNode node) => (node.Domain, node.OperatorType) is ("" or "ai.onnx", "Attention")
        or ("com.microsoft", "MultiHeadAttention" or "GroupQueryAttention" or "PackedMultiHeadAttention");

    AttentionBlock Block(OnnxGraph graph, OnnxNode scores, string? query, string? key, string? value, OnnxNode mixing)
    {
        (int Matrix, WeightUse Use)? q = Single(graph, query, AttentionSides.Query), k = Single(graph, key, AttentionSides.Key);
        (int Matrix, WeightUse Use)? v = Single(graph, value, AttentionSides.Value);
        bool isCross = q != null && (k == null || Source(q.Value.Use) != Source(k.Value.Use));
        return new AttentionBlock(flow.PlaceOf(scores), q?.Matrix, k?.Matrix, v?.Matrix, Output(graph, mixing), isCross);
    }

    (int Matrix, WeightUse Use)? Single(OnnxGraph graph, string? name, AttentionSides side)
    {
        IReadOnlyList<(int Matrix, WeightUse Use)> found = flow.ProductsBehind(
            graph, name, (owner, value) => _sides[(owner, value)] = SidesOf(owner, value) | side);
        return found.Select(product => product.Matrix).Distinct().Count() == 1 ? found[0] : null;
    }

    string? Source(WeightUse use) => use.Factor is { } factor ? flow.Origin(use.Graph, factor) : null;

    /// <summary>The nearest product of two activations that a Softmax normalises.</summary>
    (OnnxNode Node, OnnxGraph Graph)? ScoresBehind(OnnxGraph graph, OnnxNode softmax)
    {
        Queue<(OnnxGraph, string)> queue = new(softmax.Inputs.Take(1).Select(input => (graph, input)));
        HashSet<(OnnxGraph, string)> seen = [.. queue];
        while (seen.Count < MaxBetween && queue.TryDequeue(out (OnnxGraph Graph, string Name) next))
        {
            if (next.Graph.FindProducer(next.Name) is not var (node, owner) || flow.ProductOf(node) != null)
                continue;
            if (MultipliesActivations(owner, node))
                return (node, owner);
            foreach (string input in flow.DataInputs(owner, node).Take(4).Where(input => seen.Add((owner, input))))
                queue.Enqueue((owner, input));
        }
        return null;
    }

    /// <summary>The product of normalised scores with something else, and which input the scores are.</summary>
    (OnnxNode Node, int Scores)? MixingOf(OnnxGraph graph, OnnxNode softmax)
    {
        foreach ((OnnxNode node, string from) in After(graph, softmax))
        {
            if (flow.ProductOf(node) == null && MultipliesActivations(graph, node))
                return (node, node.Inputs[0] == from ? 0 : 1);
        }
        return null;
    }

    int? Output(OnnxGraph graph, OnnxNode mixing)
    {
        int[] found = [.. After(graph, mixing).Select(next => flow.ProductOf(next.Node)).OfType<(int Matrix, WeightUse)>()
            .Select(product => product.Matrix).Distinct().Take(2)];
        return found.Length == 1 ? found[0] : null;
    }

    /// <summary>The nodes behind a node, as far as they only reshape, cast or scale, and those that they lead to.</summary>
    IEnumerable<(OnnxNode Node, string From)> After(OnnxGraph graph, OnnxNode start)
    {
        Queue<string> queue = new(start.Outputs.Take(1));
        for (int count = 0; count < MaxBetween && queue.TryDequeue(out string? name);)
        {
            foreach (OnnxNode node in graph.FindConsumers(name).Take(MaxBetween))
            {
                count++;
                yield return (node, name);
                bool handsOn = node.OperatorType is "Reshape" or "Transpose" or "Cast" or "Identity" or "Squeeze" or "Unsqueeze" or "Flatten"
                    or "Dropout" or "Where" or "Split" or "Concat" or "LayerNormalization" or "QuantizeLinear" or "DequantizeLinear" or "DynamicQuantizeLinear"
                    || (node.OperatorType is "Mul" or "Div" && node.Inputs.Any(input => input != name && flow.IsFixed(graph, input)));
                if (handsOn && flow.ProductOf(node) == null)
                {
                    foreach (string output in node.Outputs)
                        queue.Enqueue(output);
                }
            }
        }
    }

    bool MultipliesActivations(OnnxGraph graph, OnnxNode node) =>
        (node.Is("MatMul") || node.Is("Einsum") || node.OperatorType is "FusedMatMul" or "MatMulInteger" or "QLinearMatMul")
        && node.Inputs.Count >= 2 && !flow.IsFixed(graph, node.Inputs[0]) && !flow.IsFixed(graph, node.Inputs[1]);
}
