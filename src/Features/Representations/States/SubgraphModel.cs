using System.Globalization;
using TransferPredict.Features.Onnx;

namespace TransferPredict.Features.Representations.States;

/// <summary>
/// The part of a model that gives some of its inner values, as a model of its own: the original's protobuf field by field,
/// without nodes and inputs that the values do not need, and with large weights left where they are, in the original files.
/// </summary>
sealed class SubgraphModel
{
    // ONNX Runtime wants to know shapes and axes while it checks the graph.
    const long MaxCopied = 4096;

    readonly OnnxModel _model;
    readonly HashSet<string> _needed = [];
    readonly bool[] _kept;
    readonly ProtobufWriter _graph = new();
    int _node, _initializer;

    /// <summary>Cuts a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outputs">The values of its main graph to give.</param>
    internal SubgraphModel(OnnxModel model, IEnumerable<string> outputs)
    {
        _model = model;
        Outputs = [.. outputs.Distinct()];
        _kept = new bool[model.Graph.Nodes.Count];
        Folder = CommonFolder([.. model.Tensors.Select(tensor => tensor.FilePath).DefaultIfEmpty(model.FilePath).Distinct()]);
        FindNeeded();
    }

    internal IReadOnlyList<string> Outputs { get; }

    /// <summary>The folder that the files of the weights are named from.</summary>
    internal string Folder { get; }

    internal byte[] ToBytes()
    {
        foreach (string path in _model.Tensors.Select(tensor => tensor.FilePath).Distinct())
            _model.RequireUnchanged(path);
        using var stream = new FileStream(_model.FilePath, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        using var mapped = new MappedFile(stream);
        ReadOnlySpan<byte> file = mapped.Bytes;

        var model = new ProtobufWriter();
        var fields = new ProtobufReader(file, new ScanBudget(_model.FilePath));
        for (int start = 0; fields.Next(); start = fields.Position)
        {
            if (fields.Field == 7)
            {
                CopyGraph(file, fields.Message("ModelProto.graph"));
                continue;
            }
            fields.Skip();
            model.Fields(file[start..fields.Position]);
        }
        foreach (string output in Outputs)
            _graph.Message(12, new ProtobufWriter().Text(1, output));
        return model.Message(7, _graph).Written.ToArray();
    }

    void CopyGraph(ReadOnlySpan<byte> file, ProtobufReader graph)
    {
        for (int start = graph.Position; graph.Next(); start = graph.Position)
        {
            int field = graph.Field;
            ProtobufReader inner = field == 11 ? graph.Message("GraphProto.input") : default;
            if (field != 11)
                graph.Skip();
            ReadOnlySpan<byte> written = file[start..graph.Position];
            switch (field)
            {
                case 1 when !_kept[_node++]:
                case 11 when !_needed.Contains(NameOf(inner)):
                case 12:
                    break;
                case 5:
                    CopyInitializer(written, _model.Graph.Initializers[_initializer++]);
                    break;
                default:
                    _graph.Fields(written);
                    break;
            }
        }
    }

    void CopyInitializer(ReadOnlySpan<byte> written, OnnxTensor tensor)
    {
        if (!_needed.Contains(tensor.Name))
            return;
        if (tensor.Storage != TensorStorage.External && (tensor.Storage == TensorStorage.Fields || tensor.Length <= MaxCopied))
        {
            _graph.Fields(written);
            return;
        }

        ProtobufWriter pointer = new ProtobufWriter()
            .Integers(1, tensor.Dimensions).Integer(2, (long)tensor.ElementType).Text(8, tensor.Name).Integer(14, 1);
        Entry("location", Path.GetRelativePath(Folder, tensor.FilePath));
        Entry("offset", tensor.Offset.ToString(CultureInfo.InvariantCulture));
        Entry("length", tensor.Length.ToString(CultureInfo.InvariantCulture));
        _graph.Message(5, pointer);

        void Entry(string key, string value) => pointer.Message(13, new ProtobufWriter().Text(1, key).Text(2, value));
    }

    static string NameOf(ProtobufReader info)
    {
        string name = "";
        while (info.Next())
        {
            if (info.Field == 1)
                name = info.Text("ValueInfoProto.name");
            else
                info.Skip();
        }
        return name;
    }

    void FindNeeded()
    {
        Dictionary<string, int> producers = [];
        for (int i = 0; i < _kept.Length; i++)
        {
            foreach (string output in _model.Graph.Nodes[i].Outputs)
                producers.TryAdd(output, i);
        }
        Stack<string> open = new(Outputs);
        while (open.TryPop(out string? value))
        {
            if (!_needed.Add(value) || !producers.TryGetValue(value, out int place) || _kept[place])
                continue;
            _kept[place] = true;
            foreach (string input in Reads(_model.Graph.Nodes[place]))
                open.Push(input);
        }
    }

    /// <summary>What a node takes, in the bodies of loops and branches too; values of their own among it do no harm.</summary>
    static IEnumerable<string> Reads(OnnxNode node) => node.Inputs.Concat(node.Attributes
        .SelectMany(attribute => attribute.Graphs)
        .SelectMany(body => body.Nodes.SelectMany(Reads).Concat(body.Outputs.Select(output => output.Name))));

    static string CommonFolder(IReadOnlyList<string> files)
    {
        string folder = Path.GetDirectoryName(files[0])!;
        while (!files.All(file => file.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
            folder = Path.GetDirectoryName(folder) ?? throw new NotSupportedException("A model's weights lie on several drives.");
        return folder;
    }
}
