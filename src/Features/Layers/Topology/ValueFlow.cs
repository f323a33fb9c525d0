using TransferPredict.Features.Onnx;
using TransferPredict.Features.Onnx.Weights;

namespace TransferPredict.Features.Layers.Topology;

/// <summary>Where values of a model's graphs come from and go to, told in products of weights.</summary>
sealed class ValueFlow
{
    // Real models need some thousands of steps; a hostile graph gets no more than these.
    const int MaxSteps = 300_000;
    const int MaxRegion = 128;
    const int MaxDepth = 24;

    readonly Dictionary<OnnxNode, (int Matrix, WeightUse Use)> _products = new(ReferenceEqualityComparer.Instance);
    readonly Dictionary<OnnxNode, int> _places = new(ReferenceEqualityComparer.Instance);
    readonly Dictionary<(OnnxGraph, string), bool> _fixed = [];
    int _steps;

    internal ValueFlow(OnnxModel model, IReadOnlyList<WeightMatrix> matrices)
    {
        Model = model;
        for (int i = 0; i < matrices.Count; i++)
        {
            foreach (WeightUse use in matrices[i].Uses.Where(use => use.IsProduct))
                _products[use.Node] = (i, use);
        }
        foreach (OnnxNode node in model.Graphs.SelectMany(graph => graph.Nodes))
            _places[node] = _places.Count;
    }

    internal OnnxModel Model { get; }

    /// <summary>Every product of a weight, with the number of its matrix.</summary>
    internal IEnumerable<(int Matrix, WeightUse Use)> Products => _products.Values.OrderBy(product => PlaceOf(product.Use.Node));

    /// <summary>The weight that a node multiplies by; null when it does not.</summary>
    internal (int Matrix, WeightUse Use)? ProductOf(OnnxNode node) =>
        _products.TryGetValue(node, out (int, WeightUse) product) ? product : null;

    /// <summary>The node's place in the order of the file.</summary>
    internal int PlaceOf(OnnxNode node) => _places[node];

    /// <summary>Whether the work is used up that a graph may cost.</summary>
    internal bool IsExhausted => _steps >= MaxSteps;

    /// <summary>Whether a value has nothing of the data: constants, sizes, and the scales of quantised activations.</summary>
    internal bool IsFixed(OnnxGraph graph, string name) => IsFixed(graph, name, 0);

    /// <summary>The inputs whose values, not only sizes, go into what a node gives; none where tracing ends.</summary>
    internal IEnumerable<string> DataInputs(OnnxGraph graph, OnnxNode node) => node.OperatorType switch
    {
        "Shape" or "Size" or "Range" or "ConstantOfShape" or "Constant" or "Softmax" or "MatMul" or "Gemm" or "Einsum" or "FusedMatMul"
            or "MatMulInteger" or "QLinearMatMul" or "If" or "Loop" or "Scan" => [],
        "Reshape" or "Transpose" or "Cast" or "Identity" or "Slice" or "Split" or "Gather" or "Expand" or "Tile" or "Squeeze" or "Unsqueeze"
            or "Flatten" or "Clip" or "Pow" or "Neg" or "Dropout" or "LayerNormalization" or "SimplifiedLayerNormalization"
            or "RMSNormalization" or "QuantizeLinear" or "DequantizeLinear" or "DynamicQuantizeLinear" or "ReduceMean" =>
            node.Inputs.Take(1),
        _ => node.Inputs.Where(input => input.Length > 0 && !IsFixed(graph, input)),
    };

    /// <summary>The products of weights that a value is made of, with nothing but other operators in between.</summary>
    /// <param name="graph">The graph of the value.</param>
    /// <param name="name">The value.</param>
    /// <param name="pass">Told every value on the way.</param>
    internal IReadOnlyList<(int Matrix, WeightUse Use)> ProductsBehind(OnnxGraph graph, string? name, Action<OnnxGraph, string>? pass = null)
    {
        List<(int, WeightUse)> found = [];
        if (name == null)
            return found;
        HashSet<(OnnxGraph, string)> seen = [(graph, name)];
        Queue<(OnnxGraph, string)> queue = new(seen);
        while (seen.Count < MaxRegion && _steps++ < MaxSteps && queue.TryDequeue(out (OnnxGraph Graph, string Name) next))
        {
            pass?.Invoke(next.Graph, next.Name);
            if (next.Graph.FindProducer(next.Name) is not var (node, owner))
                continue;
            if (ProductOf(node) is { } product)
            {
                found.Add(product);
                continue;
            }
            foreach (string input in DataInputs(owner, node).Take(MaxRegion))
            {
                if (seen.Add((owner, input)))
                    queue.Enqueue((owner, input));
            }
        }
        return found;
    }

    /// <summary>The value that a value is a reshaped, cast or quantised form of.</summary>
    internal string Origin(OnnxGraph graph, string name)
    {
        for (int i = 0; i < MaxDepth && graph.FindProducer(name) is var (node, owner) && ProductOf(node) == null; i++)
        {
            bool handsOn = node.OperatorType is "Reshape" or "Transpose" or "Cast" or "Identity" or "Squeeze" or "Unsqueeze" or "Flatten"
                or "QuantizeLinear" or "DequantizeLinear" or "DynamicQuantizeLinear" or "Dropout";
            if (!handsOn || node.Input(0) is not { } input)
                break;
            (graph, name) = (owner, input);
        }
        return name;
    }

    bool IsFixed(OnnxGraph graph, string name, int depth)
    {
        if (_fixed.TryGetValue((graph, name), out bool known))
            return known;
        if (depth == MaxDepth || _steps++ >= MaxSteps)
            return false;
        // What is on the way to itself is not fixed.
        _fixed[(graph, name)] = false;
        bool isFixed = graph.FindConstant(name) != null;
        if (!isFixed && graph.FindProducer(name) is var (node, owner))
        {
            isFixed = node.OperatorType is "Shape" or "Size" or "Range" or "ConstantOfShape" or "Constant"
                || (node.OperatorType == "DynamicQuantizeLinear" && name != node.Outputs[0])
                || (node.Inputs.Count > 0 && node.Inputs.All(input => input.Length == 0 || IsFixed(owner, input, depth + 1)));
        }
        return _fixed[(graph, name)] = isFixed;
    }
}
