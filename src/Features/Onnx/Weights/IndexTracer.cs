namespace TransferPredict.Features.Onnx.Weights;

/// <summary>Tells by topology what the indices of a Gather are: tokens, positions or segments.</summary>
sealed class IndexTracer(OnnxModel model)
{
    // Real models need some dozens of steps in all; a hostile graph gets no more than these.
    const int MaxSteps = 20_000;
    const int MaxPositions = 1 << 14;

    static readonly string[] _tokenInputs = ["input_ids", "decoder_input_ids"];
    static readonly string[] _segmentInputs = ["token_type_ids", "segment_ids"];
    static readonly string[] _positionInputs = ["position_ids"];

    readonly HashSet<string> _inputs = [.. model.Graph.Inputs.Select(input => input.Name)];
    readonly Dictionary<OnnxTensor, EmbeddingKind> _constants = [];
    int _steps;

    internal EmbeddingKind Classify(OnnxGraph graph, string? indices)
    {
        if (indices == null)
            return EmbeddingKind.None;

        string name = Origin(ref graph, indices);
        if (graph.FindConstant(name) is { } constant)
            return ClassifyConstant(constant);
        if (graph.FindProducer(name) is var (node, owner))
            return node.Is("ConstantOfShape") ? EmbeddingKind.Segment : ComputesPositions(owner, node) ? EmbeddingKind.Position : EmbeddingKind.None;
        if (!_inputs.Contains(name))
            return EmbeddingKind.None;

        string plain = name.Split(':')[0];
        return _tokenInputs.Contains(plain) ? EmbeddingKind.Token
            : _segmentInputs.Contains(plain) ? EmbeddingKind.Segment
            : _positionInputs.Contains(plain) ? EmbeddingKind.Position
            : EmbeddingKind.None;
    }

    /// <summary>Goes back through operators that hand on the values of their first input.</summary>
    string Origin(ref OnnxGraph graph, string name)
    {
        while (_steps++ < MaxSteps)
        {
            if (graph.FindConstant(name) != null || graph.FindProducer(name) is not var (node, owner))
                return name;
            bool handsOn = node.Domain is "" or "ai.onnx" && node.OperatorType is "Identity" or "Cast" or "Reshape" or "Squeeze"
                or "Unsqueeze" or "Flatten" or "Transpose" or "Expand" or "Slice" or "Clip";
            if (!handsOn || node.Input(0) is not { } input)
                return name;
            (graph, name) = (owner, input);
        }
        return name;
    }

    EmbeddingKind ClassifyConstant(OnnxTensor constant)
    {
        if (!_constants.TryGetValue(constant, out EmbeddingKind kind) && _steps < MaxSteps)
        {
            // Reading costs more than a step through the graph.
            _steps += 10 + (int)Math.Min(constant.ElementCount, MaxPositions) / 64;
            _constants.Add(constant, kind = ClassifyValues(constant));
        }
        return kind;
    }

    static EmbeddingKind ClassifyValues(OnnxTensor constant)
    {
        if (constant.ElementCount < 2 || SmallIntegers.Read(constant, MaxPositions) is not { } values)
            return EmbeddingKind.None;

        bool ascends = true, same = true;
        for (int i = 1; i < values.Length; i++)
        {
            ascends &= values[i] == values[i - 1] + 1;
            same &= values[i] == values[0];
        }
        return ascends ? EmbeddingKind.Position : same ? EmbeddingKind.Segment : EmbeddingKind.None;
    }

    /// <summary>
    /// Whether the values are counted up: by Range, by CumSum over the mask of tokens (XLM-R), or from a list of positions.
    /// Shapes are not followed: they say how many positions there are, not which.
    /// </summary>
    bool ComputesPositions(OnnxGraph graph, OnnxNode start)
    {
        HashSet<string> seen = [];
        Queue<(OnnxGraph Graph, OnnxNode Node)> queue = [];
        queue.Enqueue((graph, start));
        while (_steps++ < MaxSteps && queue.TryDequeue(out (OnnxGraph Graph, OnnxNode Node) next))
        {
            if (next.Node.Is("Range") || next.Node.Is("CumSum"))
                return true;
            if (next.Node.Is("Shape") || next.Node.Is("Size"))
                continue;

            foreach (string input in next.Node.Inputs.Where(seen.Add))
            {
                if (_steps++ >= MaxSteps)
                    break;
                if (next.Graph.FindConstant(input) is { ElementCount: > 2 } constant)
                {
                    if (ClassifyConstant(constant) == EmbeddingKind.Position)
                        return true;
                }
                else if (next.Graph.FindProducer(input) is var (node, owner))
                {
                    queue.Enqueue((owner, node));
                }
            }
        }
        return false;
    }
}
