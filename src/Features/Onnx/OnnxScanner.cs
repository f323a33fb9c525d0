namespace TransferPredict.Features.Onnx;

/// <summary>Reads the messages of an ONNX file (onnx.proto3: ModelProto and what is in it) except tensors.</summary>
sealed class OnnxScanner(ScanBudget budget, OnnxTensorScanner tensors)
{
    readonly List<OnnxOperatorSet> _operatorSets = [];
    GraphParts? _main;

    internal IReadOnlyList<OnnxOperatorSet> OperatorSets => _operatorSets;

    internal long IrVersion { get; private set; }

    internal string Producer { get; private set; } = "";

    /// <summary>Reads a whole model; every defect is an <see cref="OnnxModelException"/>.</summary>
    internal OnnxGraph Scan(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith("version https://git-lfs"u8))
            throw OnnxThrow.LfsPointer(budget.File);

        var model = new ProtobufReader(file, budget);
        while (model.Next())
        {
            switch (model.Field)
            {
                case 1:
                    IrVersion = model.Integer("ModelProto.ir_version");
                    break;
                case 2:
                    Producer = model.Text("ModelProto.producer_name");
                    break;
                case 7:
                    // Protobuf merges the parts of a message that is written in several.
                    ScanGraph(model.Message("ModelProto.graph"), _main ??= new GraphParts(), depth: 0);
                    break;
                case 8:
                    _operatorSets.Add(ScanOperatorSet(model.Message("ModelProto.opset_import")));
                    break;
                default:
                    model.Skip();
                    break;
            }
        }

        if (_main == null)
            throw OnnxThrow.NoGraph(budget.File);
        if (_operatorSets.Count == 0)
            throw OnnxThrow.NoOpset(budget.File);
        return _main.ToGraph(budget.File);
    }

    OnnxOperatorSet ScanOperatorSet(ProtobufReader set)
    {
        string domain = "";
        long version = 0;
        budget.CountRecord(set.Position);
        while (set.Next())
        {
            switch (set.Field)
            {
                case 1:
                    domain = set.Text("OperatorSetIdProto.domain");
                    break;
                case 2:
                    version = set.Integer("OperatorSetIdProto.version");
                    break;
                default:
                    set.Skip();
                    break;
            }
        }
        return new OnnxOperatorSet(domain, version);
    }

    void ScanGraph(ProtobufReader graph, GraphParts parts, int depth)
    {
        if (depth > ScanBudget.MaxDepth)
            throw OnnxThrow.TooDeep(budget.File, graph.Position);

        while (graph.Next())
        {
            switch (graph.Field)
            {
                case 1:
                    parts.Nodes.Add(ScanNode(graph.Message("GraphProto.node"), depth));
                    break;
                case 2:
                    parts.Name = graph.Text("GraphProto.name");
                    break;
                case 5:
                    parts.Initializers.Add(tensors.Scan(graph.Message("GraphProto.initializer")));
                    break;
                case 11:
                    parts.Inputs.Add(ScanValueInfo(graph.Message("GraphProto.input")));
                    break;
                case 12:
                    parts.Outputs.Add(ScanValueInfo(graph.Message("GraphProto.output")));
                    break;
                default:
                    graph.Skip();
                    break;
            }
        }
    }

    OnnxNode ScanNode(ProtobufReader node, int depth)
    {
        budget.CountRecord(node.Position);
        string name = "", operatorType = "", domain = "";
        List<string>? inputs = null, outputs = null;
        List<OnnxAttribute>? attributes = null;
        while (node.Next())
        {
            switch (node.Field)
            {
                case 1:
                    (inputs ??= []).Add(node.Text("NodeProto.input"));
                    break;
                case 2:
                    (outputs ??= []).Add(node.Text("NodeProto.output"));
                    break;
                case 3:
                    name = node.Text("NodeProto.name");
                    break;
                case 4:
                    operatorType = node.Text("NodeProto.op_type");
                    break;
                case 5:
                    (attributes ??= []).Add(ScanAttribute(node.Message("NodeProto.attribute"), depth));
                    break;
                case 7:
                    domain = node.Text("NodeProto.domain");
                    break;
                default:
                    node.Skip();
                    break;
            }
        }
        return new OnnxNode(name, operatorType, domain, inputs ?? [], outputs ?? [], attributes ?? []);
    }

    OnnxAttribute ScanAttribute(ProtobufReader attribute, int depth)
    {
        budget.CountRecord(attribute.Position);
        var scanned = new OnnxAttribute("", OnnxAttributeKind.Other);
        List<long>? integers = null;
        List<OnnxGraph>? graphs = null;
        while (attribute.Next())
        {
            switch (attribute.Field)
            {
                case 1:
                    scanned = scanned with { Name = attribute.Text("AttributeProto.name") };
                    break;
                case 2:
                    scanned = scanned with { Kind = OnnxAttributeKind.Float, Float = attribute.Float("AttributeProto.f") };
                    break;
                case 3:
                    scanned = scanned with { Kind = OnnxAttributeKind.Integer, Integer = attribute.Integer("AttributeProto.i") };
                    break;
                case 4:
                    scanned = scanned with { Kind = OnnxAttributeKind.Text, Text = attribute.Text("AttributeProto.s") };
                    break;
                case 5:
                    OnnxTensor tensor = tensors.Scan(attribute.Message("AttributeProto.t"));
                    scanned = scanned with { Kind = OnnxAttributeKind.Tensor, Tensor = tensor };
                    break;
                case 6 or 11:
                    var body = new GraphParts();
                    ScanGraph(attribute.Message("AttributeProto.g"), body, depth + 1);
                    (graphs ??= []).Add(body.ToGraph(budget.File));
                    break;
                case 8:
                    attribute.Integers(integers ??= [], "AttributeProto.ints");
                    break;
                default:
                    attribute.Skip();
                    break;
            }
        }
        return graphs != null ? scanned with { Kind = OnnxAttributeKind.Graphs, Graphs = graphs }
            : integers != null ? scanned with { Kind = OnnxAttributeKind.Integers, Integers = integers }
            : scanned;
    }

    OnnxValueInfo ScanValueInfo(ProtobufReader info)
    {
        budget.CountRecord(info.Position);
        string name = "";
        var type = TensorElementType.Undefined;
        List<long>? dimensions = null;
        while (info.Next())
        {
            switch (info.Field)
            {
                case 1:
                    name = info.Text("ValueInfoProto.name");
                    break;
                case 2:
                    (type, dimensions) = ScanType(info.Message("ValueInfoProto.type"));
                    break;
                default:
                    info.Skip();
                    break;
            }
        }
        return new OnnxValueInfo(name, type, dimensions);
    }

    (TensorElementType Type, List<long>? Dimensions) ScanType(ProtobufReader type)
    {
        (TensorElementType, List<long>?) found = (TensorElementType.Undefined, null);
        while (type.Next())
        {
            if (type.Field == 1)
                found = ScanTensorType(type.Message("TypeProto.tensor_type"));
            else
                type.Skip();
        }
        return found;
    }

    (TensorElementType Type, List<long>? Dimensions) ScanTensorType(ProtobufReader tensor)
    {
        var element = TensorElementType.Undefined;
        List<long>? dimensions = null;
        while (tensor.Next())
        {
            switch (tensor.Field)
            {
                case 1:
                    element = (TensorElementType)tensor.Integer("TypeProto.Tensor.elem_type");
                    break;
                case 2:
                    dimensions = ScanShape(tensor.Message("TypeProto.Tensor.shape"));
                    break;
                default:
                    tensor.Skip();
                    break;
            }
        }
        return (element, dimensions);
    }

    List<long> ScanShape(ProtobufReader shape)
    {
        List<long> dimensions = [];
        while (shape.Next())
        {
            if (shape.Field != 1)
            {
                shape.Skip();
                continue;
            }

            ProtobufReader dimension = shape.Message("TensorShapeProto.dim");
            budget.CountRecord(dimension.Position);
            long value = -1;
            while (dimension.Next())
            {
                if (dimension.Field == 1)
                    value = dimension.Integer("TensorShapeProto.Dimension.dim_value");
                else
                    dimension.Skip();
            }
            dimensions.Add(value);
        }
        return dimensions;
    }

    /// <summary>A graph while its message is being read.</summary>
    sealed class GraphParts
    {
        internal string Name { get; set; } = "";

        internal List<OnnxNode> Nodes { get; } = [];

        internal List<OnnxTensor> Initializers { get; } = [];

        internal List<OnnxValueInfo> Inputs { get; } = [];

        internal List<OnnxValueInfo> Outputs { get; } = [];

        internal OnnxGraph ToGraph(string file)
        {
            HashSet<string> names = [];
            foreach (OnnxTensor tensor in Initializers)
            {
                if (!names.Add(tensor.Name))
                    throw OnnxThrow.DuplicateInitializer(file, tensor.Name);
            }
            return new OnnxGraph(Name, Nodes, Initializers, Inputs, Outputs);
        }
    }
}
