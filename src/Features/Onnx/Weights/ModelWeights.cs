namespace TransferPredict.Features.Onnx.Weights;

/// <summary>The weight matrices of a model, each once, under readable names. Nothing is read but the model's structure.</summary>
public sealed class ModelWeights
{
    ModelWeights(OnnxModel model, IReadOnlyList<WeightMatrix> matrices, IReadOnlyList<SkippedWeight> skipped)
    {
        (Model, Matrices, Skipped) = (model, matrices, skipped);
        TokenEmbedding = matrices.Where(matrix => matrix.Embedding == EmbeddingKind.Token).MaxBy(matrix => matrix.Rows);
        PositionEmbedding = matrices.Where(matrix => matrix.Embedding == EmbeddingKind.Position).MaxBy(matrix => matrix.Rows);
    }

    /// <summary>The model they belong to.</summary>
    public OnnxModel Model { get; }

    /// <summary>The matrices in the order in which the graph first uses them.</summary>
    public IReadOnlyList<WeightMatrix> Matrices { get; }

    /// <summary>Weights that are no readable matrices, with the reasons.</summary>
    public IReadOnlyList<SkippedWeight> Skipped { get; }

    /// <summary>The embedding looked up by the model's tokens (of several, the one with most rows); null when there is none.</summary>
    public WeightMatrix? TokenEmbedding { get; }

    /// <summary>The embedding looked up by positions, or by distances between them; null when there is none.</summary>
    public WeightMatrix? PositionEmbedding { get; }

    /// <summary>Finds the weight matrices of a model.</summary>
    public static ModelWeights Find(OnnxModel model)
    {
        var finder = new WeightFinder(model);
        List<WeightMatrix> matrices = [];
        Dictionary<string, int> names = [];
        // Tied weights are one tensor used twice, or two tensors over the same bytes.
        foreach (IGrouping<(string, long, long), WeightUse> uses in finder.FindUses().GroupBy(use => Place(use.Value.Source)))
        {
            WeightUse first = uses.FirstOrDefault(use => use.Embedding == EmbeddingKind.Token) ?? uses.First();
            string name = WeightNames.Of(first.Graph, first.Node, first.Value.Source.Name);
            int taken = names[name] = names.GetValueOrDefault(name) + 1;
            string unique = taken == 1 ? name : $"{name}#{taken}";
            matrices.Add(new WeightMatrix(unique, WeightNames.LayerOf(name), first, [.. uses]));
        }
        return new ModelWeights(model, matrices, finder.Skipped);
    }

    /// <summary>The token embedding of a model that must have one.</summary>
    /// <exception cref="OnnxModelException">
    /// No Gather of a weight matrix takes its indices from an input of tokens; the message names the model's inputs.
    /// </exception>
    public WeightMatrix RequireTokenEmbedding() => TokenEmbedding ?? throw OnnxThrow.NoTokenEmbedding(
        Model.FilePath,
        $"Its inputs are {Listed(Model.Graph.Inputs.Select(input => input.Name))}; its embeddings are "
        + $"{Listed(Matrices.Where(matrix => matrix.Embedding != EmbeddingKind.None).Select(matrix => matrix.Name))}.");

    static (string, long, long) Place(OnnxTensor tensor) => (tensor.FilePath, tensor.Offset, tensor.Length);

    static string Listed(IEnumerable<string> names)
    {
        string[] shown = [.. names.Take(8).Select(name => $"'{name}'")];
        return shown.Length == 0 ? "none" : string.Join(", ", shown);
    }
}
