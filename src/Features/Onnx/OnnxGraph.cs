namespace TransferPredict.Features.Onnx;

/// <summary>A graph of a model: the main one, or the body of an If, Loop or Scan, which also sees the values around it.</summary>
public sealed class OnnxGraph
{
    readonly Dictionary<string, OnnxTensor> _constants = [];
    readonly Dictionary<string, OnnxNode> _producers = [];
    readonly Dictionary<string, List<OnnxNode>> _consumers = [];

    internal OnnxGraph(
        string name, List<OnnxNode> nodes, List<OnnxTensor> initializers, List<OnnxValueInfo> inputs, List<OnnxValueInfo> outputs)
    {
        (Name, Nodes, Initializers, Outputs) = (name, nodes, initializers, outputs);
        foreach (OnnxTensor tensor in initializers)
            _constants.TryAdd(tensor.Name, tensor);
        Inputs = [.. inputs.Where(input => !_constants.ContainsKey(input.Name))];

        foreach (OnnxNode node in nodes)
        {
            foreach (string output in node.Outputs)
                _producers.TryAdd(output, node);
            foreach (string input in node.Inputs)
            {
                if (!_consumers.TryGetValue(input, out List<OnnxNode>? list))
                    _consumers.Add(input, list = []);
                list.Add(node);
            }
            if (node.Is("Constant") && node.Outputs.Count > 0 && node.Attribute("value")?.Tensor is { } value)
                _constants.TryAdd(node.Outputs[0], value.Renamed(node.Outputs[0]));
            foreach (OnnxGraph body in node.Attributes.SelectMany(attribute => attribute.Graphs))
                body.Parent = this;
        }
    }

    /// <summary>The graph that contains this one; null for the main graph.</summary>
    public OnnxGraph? Parent { get; private set; }

    /// <summary>The graph's name.</summary>
    public string Name { get; }

    /// <summary>The operators in the file's order.</summary>
    public IReadOnlyList<OnnxNode> Nodes { get; }

    /// <summary>The constant tensors of the graph, without those in Constant nodes.</summary>
    public IReadOnlyList<OnnxTensor> Initializers { get; }

    /// <summary>What the graph takes; initializers, which old exports list here too, are left out.</summary>
    public IReadOnlyList<OnnxValueInfo> Inputs { get; }

    /// <summary>What the graph gives.</summary>
    public IReadOnlyList<OnnxValueInfo> Outputs { get; }

    /// <summary>The initializer or Constant node's tensor of that name, here or in a graph around this one; null when there is none.</summary>
    public OnnxTensor? FindConstant(string name)
    {
        for (OnnxGraph? graph = this; graph != null; graph = graph.Parent)
        {
            if (graph._constants.TryGetValue(name, out OnnxTensor? tensor))
                return tensor;
            // A value of the same name in an inner graph hides the outer one.
            if (graph._producers.ContainsKey(name))
                return null;
        }
        return null;
    }

    /// <summary>The node that gives a value, and its graph; null for graph inputs, initializers and unknown names.</summary>
    public (OnnxNode Node, OnnxGraph Graph)? FindProducer(string name)
    {
        for (OnnxGraph? graph = this; graph != null; graph = graph.Parent)
        {
            if (graph._producers.TryGetValue(name, out OnnxNode? node))
                return (node, graph);
            if (graph._constants.ContainsKey(name))
                return null;
        }
        return null;
    }

    /// <summary>The nodes of this graph (not of the bodies in it) that take a value.</summary>
    public IReadOnlyList<OnnxNode> FindConsumers(string name) => _consumers.TryGetValue(name, out List<OnnxNode>? list) ? list : [];

    /// <summary>
    /// The first nodes that take a node's first output: enough to see what an export puts behind an operator, and few
    /// enough that a graph where everything takes one value costs no square of its size.
    /// </summary>
    internal IEnumerable<OnnxNode> FindFollowers(OnnxNode node) => node.Outputs.Take(1).SelectMany(FindConsumers).Take(32);
}
