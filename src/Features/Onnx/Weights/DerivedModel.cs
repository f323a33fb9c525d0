using System.Globalization;
using System.Runtime.InteropServices;

namespace TransferPredict.Features.Onnx.Weights;

/// <summary>
/// Builds the small model through which ONNX Runtime reads a weight: its initializers are the original's bytes, in place
/// in the original files, followed by the operators the original puts behind them.
/// </summary>
sealed class DerivedModel
{
    internal const string RowsInput = "rows";
    internal const string Output = "result";

    // Scales, zero points and shapes are copied: ONNX Runtime wants to know some of them while it checks the graph.
    const long MaxCopied = 4096;
    const int DefaultOperatorSet = 17;

    readonly OnnxModel _model;
    readonly ProtobufWriter _graph = new();
    readonly Dictionary<OnnxTensor, string> _initializers = [];
    int _values;
    bool _copiesNodes;

    /// <param name="model">The model that <paramref name="value"/> belongs to.</param>
    /// <param name="value">The matrix.</param>
    /// <param name="byRows">Whether the rows to read are an input (int64, any number), else all are read.</param>
    /// <param name="product">Whether to give WᵀW in double precision instead of the values W.</param>
    /// <param name="type">The values' type.</param>
    internal DerivedModel(OnnxModel model, ConstantValue value, bool byRows, bool product, TensorElementType type)
    {
        _model = model;
        Folder = CommonFolder([.. Tensors(value).Select(tensor => tensor.FilePath).Distinct()]);

        string read = Emit(value, byRows ? 0 : -1);
        if (product)
            type = TensorElementType.Float64;
        string result = product ? NewName() : Output;
        Node("Cast", [read], result, [Integer("to", (long)type)]);
        if (product)
        {
            string transposed = NewName();
            Node("Transpose", [result], transposed, []);
            Node("MatMul", [transposed, result], Output, []);
        }
        if (byRows)
            _graph.Message(11, ValueInfo(RowsInput, TensorElementType.Int64, 1));
        _graph.Text(2, "weight").Message(12, ValueInfo(Output, type, 2));
    }

    /// <summary>The folder that the initializers' files are named from.</summary>
    internal string Folder { get; }

    internal byte[] ToBytes()
    {
        var model = new ProtobufWriter();
        model.Integer(1, Math.Clamp(_model.IrVersion, 8, 10));
        // Operators taken over mean what they mean in the original's operator set; our own mean the same in all.
        foreach (OnnxOperatorSet set in _copiesNodes ? _model.OperatorSets : [new OnnxOperatorSet("", DefaultOperatorSet)])
            model.Message(8, new ProtobufWriter().Text(1, set.Domain).Integer(2, set.Version));
        return model.Message(7, _graph).Written.ToArray();
    }

    /// <summary>
    /// Adds what gives <paramref name="value"/>, of which only the rows asked for along <paramref name="axis"/> (all when it
    /// is -1). Rows are picked as early as possible, so that a quantised embedding is not turned into fractions whole.
    /// </summary>
    string Emit(ConstantValue value, int axis)
    {
        if (value is ConstantTensor tensor)
            return Pick(Initializer(tensor.Tensor), axis);

        var operation = (ConstantOperation)value;
        _copiesNodes = true;
        if (operation.Domain.Length > 0)
            return EmitPacked(operation, axis);
        int? inner = axis < 0 ? -1 : operation.OperatorType switch
        {
            "Identity" or "Cast" => axis,
            "Transpose" => (int)Permutation(operation)[axis],
            "DequantizeLinear" when operation.Integer("block_size", 0) == 0 => axis,
            _ => null,
        };
        string[] inputs = [.. operation.Inputs.Select((input, i) =>
            input == null ? "" : Emit(input, i == 0 ? inner ?? -1 : ScaleAxis(operation, input, inner)))];
        string output = NewName();
        Node(operation.OperatorType, inputs, output, operation.Attributes);
        return inner == null ? Pick(output, axis) : output;
    }

    /// <summary>A packing is read by the operator it is made for: rows are looked up, or multiplied by rows of the identity.</summary>
    string EmitPacked(ConstantOperation packed, int axis)
    {
        string rows = axis == 0 ? RowsInput : NewName();
        if (axis != 0)
            Node("Range", [Scalar(0), Scalar(packed.Dimensions[0]), Scalar(1)], rows, []);
        string[] inputs = [.. packed.Inputs.Select(input => input == null ? "" : Emit(input, -1))];
        string output = NewName();
        if (packed.OperatorType == "GatherBlockQuantized")
        {
            Node(packed.OperatorType, [inputs[0], rows, .. inputs[1..]], output, packed.Attributes, packed.Domain);
        }
        else
        {
            string whole = NewName(), identity = NewName();
            Node("OneHot", [rows, Scalar(packed.Dimensions[0]), Whole([2], [0, 1])], whole, []);
            Node("Cast", [whole], identity, [Integer("to", (long)packed.ElementType)]);
            Node(packed.OperatorType, [identity, .. inputs], output, packed.Attributes, packed.Domain);
        }
        return axis > 0 ? Pick(output, axis) : output;
    }

    string Scalar(long value) => Whole([], [value]);

    string Whole(long[] dimensions, long[] values)
    {
        string name = NewName();
        _graph.Message(5, new ProtobufWriter().Integers(1, dimensions).Integer(2, (long)TensorElementType.Int64).Text(8, name)
            .Bytes(9, MemoryMarshal.AsBytes(values.AsSpan())));
        return name;
    }

    /// <summary>Scales and zero points are picked too where there is one for each of the rows.</summary>
    static int ScaleAxis(ConstantOperation operation, ConstantValue scale, int? axis)
    {
        if (operation.OperatorType != "DequantizeLinear" || axis is null or < 0 || scale.Dimensions.Length != 1)
            return -1;
        long along = operation.Integer("axis", 1);
        return (along < 0 ? along + operation.Dimensions.Length : along) == axis ? 0 : -1;
    }

    static IReadOnlyList<long> Permutation(ConstantOperation transpose) =>
        transpose.Attributes.FirstOrDefault(attribute => attribute.Name == "perm")?.Integers
        ?? [.. Enumerable.Range(0, transpose.Dimensions.Length).Reverse().Select(axis => (long)axis)];

    string Pick(string value, int axis)
    {
        if (axis < 0)
            return value;
        string picked = NewName();
        Node("Gather", [value, RowsInput], picked, [Integer("axis", axis)]);
        return picked;
    }

    string Initializer(OnnxTensor tensor)
    {
        if (_initializers.TryGetValue(tensor, out string? known))
            return known;

        string name = NewName();
        _initializers.Add(tensor, name);
        var written = new ProtobufWriter();
        if (tensor.Storage == TensorStorage.Fields)
        {
            // Of a name given twice, protobuf takes the last.
            written.Fields(FileBytes.Read(tensor.FilePath, tensor.Offset, tensor.Length)).Text(8, name);
        }
        else
        {
            written.Integers(1, tensor.Dimensions).Integer(2, (long)tensor.ElementType).Text(8, name);
            if (tensor.Length <= MaxCopied && tensor.Dimensions.Count < 2)
                written.Bytes(9, FileBytes.Read(tensor.FilePath, tensor.Offset, tensor.Length));
            else
                PointTo(written, tensor);
        }
        _graph.Message(5, written);
        return name;
    }

    void PointTo(ProtobufWriter initializer, OnnxTensor tensor)
    {
        Entry("location", Path.GetRelativePath(Folder, tensor.FilePath));
        Entry("offset", tensor.Offset.ToString(CultureInfo.InvariantCulture));
        Entry("length", tensor.Length.ToString(CultureInfo.InvariantCulture));
        initializer.Integer(14, 1);

        void Entry(string key, string value) => initializer.Message(13, new ProtobufWriter().Text(1, key).Text(2, value));
    }

    void Node(string operatorType, IEnumerable<string> inputs, string output, IEnumerable<OnnxAttribute> attributes, string domain = "")
    {
        var node = new ProtobufWriter();
        foreach (string input in inputs)
            node.Text(1, input);
        node.Text(2, output).Text(4, operatorType).Text(7, domain);
        foreach (OnnxAttribute attribute in attributes)
        {
            ProtobufWriter written = new ProtobufWriter().Text(1, attribute.Name);
            switch (attribute.Kind)
            {
                case OnnxAttributeKind.Integer:
                    node.Message(5, written.Integer(3, attribute.Integer).Integer(20, 2));
                    break;
                case OnnxAttributeKind.Integers:
                    node.Message(5, written.Integers(8, attribute.Integers).Integer(20, 7));
                    break;
                case OnnxAttributeKind.Float:
                    node.Message(5, written.Float(2, attribute.Float).Integer(20, 1));
                    break;
                case OnnxAttributeKind.Text:
                    node.Message(5, written.Text(4, attribute.Text).Integer(20, 3));
                    break;
            }
        }
        _graph.Message(1, node);
    }

    string NewName() => $"v{_values++}";

    static OnnxAttribute Integer(string name, long value) => new(name, OnnxAttributeKind.Integer) { Integer = value };

    static ProtobufWriter ValueInfo(string name, TensorElementType type, int rank)
    {
        var shape = new ProtobufWriter();
        for (int i = 0; i < rank; i++)
            shape.Message(1, new ProtobufWriter().Text(2, $"{name}{i}"));
        ProtobufWriter tensor = new ProtobufWriter().Integer(1, (long)type).Message(2, shape);
        return new ProtobufWriter().Text(1, name).Message(2, new ProtobufWriter().Message(1, tensor));
    }

    internal static IEnumerable<OnnxTensor> Tensors(ConstantValue value) =>
        value is ConstantTensor tensor ? [tensor.Tensor]
        : ((ConstantOperation)value).Inputs.OfType<ConstantValue>().SelectMany(Tensors);

    static string CommonFolder(IReadOnlyList<string> files)
    {
        string folder = Path.GetDirectoryName(files[0])!;
        while (!files.All(file => file.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
            folder = Path.GetDirectoryName(folder) ?? throw new NotSupportedException("A weight's files lie on several drives.");
        return folder;
    }
}
