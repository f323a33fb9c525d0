namespace TransferPredict.Features.Onnx;

/// <summary>A constant tensor of a model: what it is and where its bytes lie. The bytes are not in memory.</summary>
public sealed class OnnxTensor
{
    internal OnnxTensor(string name, TensorElementType elementType, long[] dimensions, TensorStorage storage, string filePath, long offset, long length)
    {
        (Name, ElementType, Storage, FilePath, Offset, Length) = (name, elementType, storage, filePath, offset, length);
        Dimensions = dimensions;
        ElementCount = TensorElementTypes.Count(dimensions) ?? 0;
    }

    /// <summary>The name of the initializer, or of the output of the Constant node that holds it.</summary>
    public string Name { get; }

    /// <summary>The type of its elements.</summary>
    public TensorElementType ElementType { get; }

    /// <summary>Its dimensions, outermost first; empty for a scalar.</summary>
    public IReadOnlyList<long> Dimensions { get; }

    /// <summary>The product of the dimensions.</summary>
    public long ElementCount { get; }

    /// <summary>How its values are written.</summary>
    public TensorStorage Storage { get; }

    /// <summary>The full path of the file with its values: the model's, or one of external data.</summary>
    public string FilePath { get; }

    /// <summary>
    /// Where in <see cref="FilePath"/> its values begin; for <see cref="TensorStorage.Fields"/> where its TensorProto begins.
    /// </summary>
    public long Offset { get; }

    /// <summary>The number of bytes from <see cref="Offset"/> on.</summary>
    public long Length { get; }

    internal OnnxTensor Renamed(string name) => new(name, ElementType, [.. Dimensions], Storage, FilePath, Offset, Length);

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {ElementType}[{string.Join(", ", Dimensions)}]";
}
