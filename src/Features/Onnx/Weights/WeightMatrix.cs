namespace TransferPredict.Features.Onnx.Weights;

/// <summary>A weight matrix of a model as the operator that uses it sees it; its values are read by <see cref="WeightReader"/>.</summary>
public sealed class WeightMatrix
{
    internal WeightMatrix(string name, int? layer, WeightUse use, IReadOnlyList<WeightUse> uses)
    {
        (Name, Layer, Use, Uses) = (name, layer, use, uses);
        Users = [.. uses.Select(each => each.Node.Name).Distinct()];
        (Rows, Columns) = (checked((int)Value.Dimensions[0]), checked((int)Value.Dimensions[1]));
    }

    /// <summary>A readable name, unique in the model, such as "encoder.layer.3.attention.self.query".</summary>
    public string Name { get; }

    /// <summary>The name of the tensor in the file, such as "onnx::MatMul_1234".</summary>
    public string OnnxName => Value.Source.Name;

    /// <summary>The number of rows: of an embedding its entries, of a MatMul its inputs.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>The layer that the name tells, from 0; null where it tells none.</summary>
    public int? Layer { get; }

    /// <summary>What an embedding's rows stand for.</summary>
    public EmbeddingKind Embedding => Use.Embedding;

    /// <summary>The tensor with the stored values, which may be quantised or transposed.</summary>
    public OnnxTensor Source => Value.Source;

    /// <summary>The nodes that use the matrix; more than one where weights are tied or shared.</summary>
    public IReadOnlyList<string> Users { get; }

    internal ConstantValue Value => Use.Value;

    /// <summary>The use that says what the matrix is.</summary>
    internal WeightUse Use { get; }

    internal IReadOnlyList<WeightUse> Uses { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} [{Rows} x {Columns}]";
}
