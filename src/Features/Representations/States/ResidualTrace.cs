using TransferPredict.Features.Onnx;

namespace TransferPredict.Features.Representations.States;

/// <summary>
/// Follows the residual stream of a graph from an output back to the embeddings. At an addition of two values of which one
/// depends on the other, the one depended on is the stream and the other its branch; what stands between additions (layer
/// norms in all their spellings, casts, masks) is passed. A branch is looked into only between its two ends, so that the
/// work grows with the graph and not with its square.
/// </summary>
sealed class ResidualTrace
{
    static readonly HashSet<string> _attentions =
    [
        "Softmax", "Attention", "MultiHeadAttention", "QAttention", "PackedAttention", "PackedMultiHeadAttention", "GroupQueryAttention",
        "DecoderMaskedMultiHeadAttention", "DecoderMaskedSelfAttention", "DecoderAttention", "RelativePositionAttention", "BiasSoftmax",
    ];

    static readonly HashSet<string> _sums = ["Add", "Sum", "SkipLayerNormalization", "SkipSimplifiedLayerNormalization"];

    static readonly HashSet<string> _renamings = ["Cast", "Identity", "Dropout", "QuantizeLinear", "DequantizeLinear"];

    /// <summary>What a layer norm is made of behind its mean, up to scale and bias.</summary>
    static readonly HashSet<string> _norms =
    [
        "LayerNormalization", "SimplifiedLayerNormalization", "RMSNormalization", "SkipLayerNormalization", "SkipSimplifiedLayerNormalization",
        "Sub", "Div", "Mul", "Add", "Cast", "Identity", "Dropout",
    ];

    const int MaxScalings = 4;

    readonly OnnxGraph _graph;
    readonly Dictionary<string, int> _producers = [];
    readonly HashSet<string> _hidden = [];

    internal ResidualTrace(OnnxGraph graph)
    {
        _graph = graph;
        foreach (OnnxValueInfo input in graph.Inputs)
        {
            // Such as encoder_hidden_states and inputs_embeds.
            if (input.ElementType.IsFloat() && input.Dimensions is not { Count: not 3 })
                _hidden.Add(input.Name);
        }
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            OnnxNode node = graph.Nodes[i];
            bool carries = CarriesData(node) && (node.Inputs.Any(_hidden.Contains) || IsLookup(node));
            foreach (string output in node.Outputs.Where(output => output.Length > 0))
            {
                _producers.TryAdd(output, i);
                if (carries)
                    _hidden.Add(output);
            }
        }
    }

    /// <summary>Whether a value is computed from the text's hidden states.</summary>
    internal bool IsHidden(string value) => _hidden.Contains(value);

    /// <summary>The additions behind an output, the first one first; what comes after the last, and where the stream begins.</summary>
    internal (List<ResidualStep> Steps, List<string> Tail, string Start) Follow(string output)
    {
        List<ResidualStep> steps = [];
        List<string> tail = [];
        string value = output;
        while (true)
        {
            if (steps.Count == 0)
                tail.Add(value);
            (string next, ResidualStep? step) = Back(value);
            if (next == value)
                break;
            if (step != null)
                steps.Add(step);
            value = next;
        }
        steps.Reverse();
        tail.Reverse();
        return (steps, tail, Describe(value));
    }

    /// <summary>
    /// What a model without the head calls its last hidden state: the stream behind the last addition and the layer norm
    /// that follows it, if one does.
    /// </summary>
    /// <param name="tail">The values from the last sum on.</param>
    internal string EndOfNorm(IReadOnlyList<string> tail)
    {
        int end = 0;
        while (end + 1 < tail.Count && Producer(tail[end + 1]) is { } node && _norms.Contains(node.OperatorType) && !IsScaling(node))
            end++;
        return tail[end];
    }

    /// <summary>The value before one on the stream, and the addition between them; the value itself where the stream begins.</summary>
    (string Value, ResidualStep? Step) Back(string value)
    {
        if (Producer(value) is not { } node)
            return (value, null);
        string[] operands = [.. node.Inputs.Where(_hidden.Contains).Distinct()];
        if (operands.Length == 1)
            return (operands[0], null);
        if (operands.Length != 2)
            return (value, null);

        (string first, string second) = (Resolve(operands[0]), Resolve(operands[1]));
        (string before, string branch) = Place(first) <= Place(second) ? (first, second) : (second, first);
        bool attention;
        for (int climbed = 0; !Depends(branch, before, out attention); climbed++)
        {
            // The stream itself may be scaled before it is added (DeepNorm) or multiplied (GELU).
            if (climbed == MaxScalings || Scaled(before) is not { } unscaled)
                return (value, null);
            before = Resolve(unscaled);
        }
        return (before, _sums.Contains(node.OperatorType) ? new ResidualStep(before, value, attention) : null);
    }

    /// <summary>Whether <paramref name="branch"/> is computed from <paramref name="before"/>, and whether by an attention.</summary>
    bool Depends(string branch, string before, out bool attention)
    {
        attention = false;
        int first = Place(before);
        if (Place(branch) <= first)
            return false;

        SortedSet<int> between = [];
        Stack<string> open = new([branch]);
        while (open.TryPop(out string? value))
        {
            if (_producers.TryGetValue(value, out int place) && place > first && CarriesData(_graph.Nodes[place]) && between.Add(place))
            {
                foreach (string input in _graph.Nodes[place].Inputs)
                    open.Push(input);
            }
        }

        // Of the nodes that the branch is computed from, those that are computed from the stream.
        HashSet<string> reached = first >= 0 ? [.. _graph.Nodes[first].Outputs] : [before];
        foreach (OnnxNode node in between.Select(place => _graph.Nodes[place]).Where(node => node.Inputs.Any(reached.Contains)))
        {
            reached.UnionWith(node.Outputs);
            attention |= _attentions.Contains(node.OperatorType);
        }
        return reached.Contains(branch);
    }

    /// <summary>The value behind operators that only write it in another type.</summary>
    string Resolve(string value)
    {
        while (Producer(value) is { } node && _renamings.Contains(node.OperatorType) && node.Inputs.Count > 0 && _hidden.Contains(node.Inputs[0]))
            value = node.Inputs[0];
        return value;
    }

    /// <summary>What a value is a multiple of, if it is one.</summary>
    string? Scaled(string value) => Producer(value) is { OperatorType: "Mul" or "Div" } node && node.Inputs.Count(_hidden.Contains) == 1
        ? node.Inputs.First(_hidden.Contains) : null;

    OnnxNode? Producer(string value) => _producers.TryGetValue(value, out int place) ? _graph.Nodes[place] : null;

    int Place(string value) => _producers.TryGetValue(value, out int place) ? place : -1;

    // The size of a tensor says nothing of what is in it.
    static bool CarriesData(OnnxNode node) => node.OperatorType is not ("Shape" or "Size" or "ConstantOfShape");

    /// <summary>Whether a node looks rows up in a matrix of weights.</summary>
    bool IsLookup(OnnxNode node) => node.OperatorType is "EmbedLayerNormalization" or "QEmbedLayerNormalization" or "GatherBlockQuantized"
        || node.OperatorType == "Gather" && node.Input(0) is { } table && Weight(table) is { Dimensions.Count: >= 2 } weight
            && (weight.ElementType.IsFloat() || weight.ElementType.IsQuantized());

    OnnxTensor? Weight(string value)
    {
        OnnxTensor? weight;
        while ((weight = _graph.FindConstant(value)) == null && Producer(value) is { Inputs.Count: > 0 } node
            && (_renamings.Contains(node.OperatorType) || node.OperatorType == "Transpose") && node.Inputs[0] != value)
            value = node.Inputs[0];
        return weight;
    }

    /// <summary>Whether a node multiplies by one number, as T5 does before its head; norms have a number for each column.</summary>
    bool IsScaling(OnnxNode node) => node.OperatorType is "Mul" or "Div"
        && node.Inputs.Select(_graph.FindConstant).OfType<OnnxTensor>().Any(constant => constant.ElementCount == 1);

    string Describe(string value) => Producer(value) is { } node ? $"'{value}' of {node.OperatorType}" : $"'{value}'";
}
