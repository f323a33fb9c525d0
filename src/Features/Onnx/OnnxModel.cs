namespace TransferPredict.Features.Onnx;

/// <summary>
/// What an ONNX file says of itself: its graph, and type, shape and place of every constant tensor. Tensors' values stay in
/// the file: opening a model of any size takes milliseconds and little memory. Immutable; nothing stays open.
/// </summary>
public sealed class OnnxModel
{
    readonly Dictionary<string, (long Length, DateTime Written)> _stamps = [];

    OnnxModel(string filePath, OnnxGraph graph, OnnxScanner scanner)
    {
        (FilePath, Graph) = (filePath, graph);
        (OperatorSets, IrVersion, Producer) = (scanner.OperatorSets, scanner.IrVersion, scanner.Producer);
        Graphs = [.. Collect(graph)];
        Tensors = [.. Graphs.SelectMany(inner => inner.Initializers.Concat(ConstantNodes(inner)))];
        foreach (string file in Tensors.Select(tensor => tensor.FilePath).Distinct())
            _stamps.Add(file, Stamp(file));
    }

    /// <summary>The full path of the file as it was asked for.</summary>
    public string FilePath { get; }

    /// <summary>The main graph.</summary>
    public OnnxGraph Graph { get; }

    /// <summary>The main graph and every body of If, Loop and Scan in it, outer ones first.</summary>
    public IReadOnlyList<OnnxGraph> Graphs { get; }

    /// <summary>Every initializer and every Constant node's tensor, of all graphs.</summary>
    public IReadOnlyList<OnnxTensor> Tensors { get; }

    /// <summary>The operator sets that the model imports.</summary>
    public IReadOnlyList<OnnxOperatorSet> OperatorSets { get; }

    /// <summary>The version of the ONNX format.</summary>
    public long IrVersion { get; }

    /// <summary>The program that wrote the file, such as "pytorch".</summary>
    public string Producer { get; }

    /// <summary>Reads the structure of an ONNX file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="OnnxModelException">The file, or its external data, is damaged, hostile or no ONNX.</exception>
    public static OnnxModel Open(string path, OnnxModelOptions options = default)
    {
        string full = Path.GetFullPath(path);
        if (!File.Exists(full))
            throw new FileNotFoundException($"'{path}' is not there; an ONNX model file was expected.", path);

        if (FileLength.Of(full) == 0)
            throw OnnxThrow.Empty(full);
        var external = new ExternalFiles(full, options.AllowLinks);
        using var stream = new FileStream(full, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        if (stream.Length > int.MaxValue)
            throw OnnxThrow.TooLarge(full, stream.Length);

        var budget = new ScanBudget(full);
        var scanner = new OnnxScanner(budget, new OnnxTensorScanner(budget, external));
        return new OnnxModel(full, ScanMapped(stream, scanner), scanner);
    }

    /// <summary>Throws when one of the files is no longer what it was when the model was opened.</summary>
    internal void RequireUnchanged(string file)
    {
        if (!File.Exists(file) || Stamp(file) != _stamps[file])
            throw OnnxThrow.Changed(file);
    }

    static OnnxGraph ScanMapped(FileStream stream, OnnxScanner scanner)
    {
        using var file = new MappedFile(stream);
        return scanner.Scan(file.Bytes);
    }

    static IEnumerable<OnnxGraph> Collect(OnnxGraph graph) =>
        graph.Nodes.SelectMany(node => node.Attributes).SelectMany(attribute => attribute.Graphs).SelectMany(Collect).Prepend(graph);

    static IEnumerable<OnnxTensor> ConstantNodes(OnnxGraph graph) => graph.Nodes
        .Where(node => node.Is("Constant") && node.Outputs.Count > 0)
        .Select(node => graph.FindConstant(node.Outputs[0]))
        .OfType<OnnxTensor>();

    static (long Length, DateTime Written) Stamp(string file)
    {
        var info = new FileInfo(file);
        return (info.Length, info.LastWriteTimeUtc);
    }
}
