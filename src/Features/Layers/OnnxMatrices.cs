using TransferPredict.Features.Layers.Topology;
using TransferPredict.Features.Layers.Values;
using TransferPredict.Features.Onnx;
using TransferPredict.Features.Onnx.Weights;
using TransferPredict.Features.Spectra.Decomposition;

namespace TransferPredict.Features.Layers;

/// <summary>The matrices of an ONNX file, with what names and the graph tell of them.</summary>
static class OnnxMatrices
{
    const int MaxListed = 3;
    static readonly string _tied = LayerRoles.NameOf(LayerRole.LanguageModelHead);

    /// <summary>Finds the matrices of an ONNX file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shown">How tables call it.</param>
    /// <param name="allowLinks">Whether its external data may be links out of its folder.</param>
    internal static FoundMatrices Find(string path, string shown, bool allowLinks)
    {
        ModelWeights weights = ModelWeights.Find(OnnxModel.Open(path, new OnnxModelOptions { AllowLinks = allowLinks }));
        var graph = new GraphRoles(weights);
        Dictionary<OnnxTensor, int> ids = [];
        foreach (OnnxTensor tensor in weights.Model.Tensors)
            ids.TryAdd(tensor, ids.Count);

        List<FoundMatrix> matrices = [];
        Dictionary<string, int> names = [];
        for (int i = 0; i < weights.Matrices.Count; i++)
        {
            WeightMatrix matrix = weights.Matrices[i];
            bool isFused = NamedRoles.IsFused(matrix.Name) || graph.IsFused(i) || matrix.Use.Node.OperatorType is "Attention" or "QAttention";
            LayerRole role = RoleOf(matrix) ?? (isFused ? LayerRole.Other : graph.RoleOf(i) ?? LayerRole.Other);
            int? index = matrix.Layer ?? graph.LayerOf(i);
            var layer = new LayerMatrix
            {
                LayerId = ids[matrix.Source],
                Name = NameOf(matrix, role, index, isFused, names),
                OnnxName = matrix.OnnxName,
                File = shown,
                Role = role,
                LayerIndex = index,
                Note = NoteOf(matrix, role),
                Values = Values(weights.Model, matrix),
            };
            matrices.Add(isFused ? FoundMatrix.Fused(layer, graph.PartsOf(i)) : new FoundMatrix(layer, [], false));
        }
        return new FoundMatrices(
            matrices, [.. weights.Skipped.Select(skipped => new SkippedMatrix(shown, skipped.OnnxName, skipped.Reason))]);
    }

    static LayerRole? RoleOf(WeightMatrix matrix) => matrix.Embedding switch
    {
        EmbeddingKind.Token => LayerRole.TokenEmbedding,
        EmbeddingKind.Position => LayerRole.PositionEmbedding,
        EmbeddingKind.Segment => LayerRole.Other,
        _ => NamedRoles.Of(matrix.Name),
    };

    /// <summary>Where neither the tensor nor a node has a name that people gave, what the graph tells makes one.</summary>
    static string NameOf(WeightMatrix matrix, LayerRole role, int? layer, bool isFused, Dictionary<string, int> names)
    {
        if (!WeightNames.IsAnonymous(matrix.Name) || (role == LayerRole.Other && !isFused))
            return matrix.Name;
        string word = isFused ? "attention.qkv" : LayerRoles.NameOf(role);
        string name = layer == null ? word : $"layer.{layer}.{word}";
        int taken = names[name] = names.GetValueOrDefault(name) + 1;
        return taken == 1 ? name : $"{name}#{taken}";
    }

    static string NoteOf(WeightMatrix matrix, LayerRole role)
    {
        int uses = matrix.Uses.Select(use => use.Node).Distinct().Count();
        string[] others = [.. matrix.Uses.Where(use => use.Node != matrix.Use.Node && use.Node.OperatorType.Length > 0)
            .Select(use => Described(use, role)).Where(other => other != matrix.Name).Distinct().Take(MaxListed + 1)];
        return uses == 1 ? ""
            : others.Length is 0 or > MaxListed ? $"shared: used {uses} times"
            : $"{(others.Contains(_tied) ? "tied" : "shared")}: also {string.Join(", ", others)}";
    }

    static string Described(WeightUse use, LayerRole role) =>
        role == LayerRole.TokenEmbedding && use.IsProduct ? _tied
        : WeightNames.PathOf(use.Node) is { Length: > 0 } path ? path
        : use.Node.Name.Length > 0 ? use.Node.Name : use.Node.OperatorType;

    static IMatrixValues Values(OnnxModel model, WeightMatrix matrix)
    {
        bool transposed = false;
        ConstantValue value = matrix.Value;
        while (value is ConstantOperation operation && HandsOn(operation))
        {
            transposed ^= operation.OperatorType == "Transpose";
            value = operation.Inputs[0]!;
        }
        if (value is not ConstantTensor { Tensor: { Storage: not TensorStorage.Fields, Dimensions.Count: 2 } tensor } || !tensor.ElementType.IsFloat())
            return new RuntimeValues(model, matrix);
        var stored = new StoredValues(
            tensor.FilePath, tensor.Offset, tensor.ElementType, (int)tensor.Dimensions[0], (int)tensor.Dimensions[1],
            () => model.RequireUnchanged(tensor.FilePath));
        return transposed ? new TransposedValues(stored) : stored;
    }

    /// <summary>Whether an operator leaves every value as it is; a cast to a narrower type rounds.</summary>
    static bool HandsOn(ConstantOperation operation) => operation.OperatorType switch
    {
        "Identity" or "Transpose" => operation.Dimensions.Length == 2,
        "Cast" => operation.Inputs[0]!.ElementType is var from && (operation.ElementType == from
            || (from.IsFloat() && operation.ElementType is TensorElementType.Float32 or TensorElementType.Float64
                && operation.ElementType.Bits() > from.Bits())),
        _ => false,
    };
}
