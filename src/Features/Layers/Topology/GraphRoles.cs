using TransferPredict.Features.Onnx;
using TransferPredict.Features.Onnx.Weights;

namespace TransferPredict.Features.Layers.Topology;

/// <summary>What the graph alone tells of the weights of a model: roles, layers, and which make several things at once.</summary>
sealed class GraphRoles
{
    readonly Dictionary<int, HashSet<LayerRole>> _roles = [];
    readonly Dictionary<int, HashSet<int>> _layers = [];
    readonly IReadOnlyList<WeightMatrix> _matrices;
    readonly ValueFlow _flow;
    readonly AttentionFinder _attentions;

    internal GraphRoles(ModelWeights weights)
    {
        _matrices = weights.Matrices;
        _flow = new ValueFlow(weights.Model, weights.Matrices);
        _attentions = new AttentionFinder(_flow);
        AttentionBlock[] blocks = [.. _attentions.Find().OrderBy(block => block.Place)];
        int[] layers = Layers(blocks);
        for (int i = 0; i < blocks.Length; i++)
        {
            Add(blocks[i].Query, LayerRole.AttentionQuery, layers[i]);
            Add(blocks[i].Key, LayerRole.AttentionKey, layers[i]);
            Add(blocks[i].Value, LayerRole.AttentionValue, layers[i]);
            Add(blocks[i].Output, LayerRole.AttentionOutput, layers[i]);
        }
        AddOthers(blocks, layers, weights.TokenEmbedding?.Rows);
    }

    /// <summary>The role that the matrix has wherever it is used; null when nothing tells or uses differ.</summary>
    internal LayerRole? RoleOf(int matrix) => _roles.GetValueOrDefault(matrix) is { Count: 1 } roles ? roles.First() : null;

    /// <summary>The layer, from 0; null when nothing tells or several layers share the matrix.</summary>
    internal int? LayerOf(int matrix) => _layers.GetValueOrDefault(matrix) is { Count: 1 } layers ? layers.First() : null;

    /// <summary>Whether several sides of an attention are made by the matrix.</summary>
    internal bool IsFused(int matrix) =>
        _roles.GetValueOrDefault(matrix) is { Count: > 1 } roles && roles.Contains(LayerRole.AttentionValue) && roles.Contains(LayerRole.AttentionKey);

    /// <summary>The parts of a matrix that makes several sides of an attention, and whether they are rows of it.</summary>
    internal (IReadOnlyList<FusedPart> Parts, bool OfRows)? PartsOf(int matrix)
    {
        foreach (WeightUse use in _matrices[matrix].Uses.Where(use => use.IsProduct))
        {
            int outputs = use.GivesRows ? _matrices[matrix].Rows : _matrices[matrix].Columns;
            if (new FusedColumns(_flow, _attentions).Find(use, outputs) is { } parts)
                return (parts, use.GivesRows);
        }
        return null;
    }

    void AddOthers(AttentionBlock[] blocks, int[] layers, int? tokens)
    {
        var finder = new FeedForwardFinder(_flow);
        foreach ((int matrix, WeightUse use) in _flow.Products)
        {
            if (_flow.IsExhausted)
                return;
            if (_roles.ContainsKey(matrix))
                continue;
            if (finder.IsPooler(use))
            {
                Add(matrix, LayerRole.Pooler, null);
            }
            else if (finder.BlockAt(matrix, use) is { } block)
            {
                int before = Array.FindLastIndex(blocks, attention => attention.Place < block.Place);
                int? layer = before < 0 ? null : layers[before];
                foreach (int into in block.In)
                    Add(into, LayerRole.FeedForwardIn, layer);
                Add(block.Out, LayerRole.FeedForwardOut, layer);
            }
            else if (tokens != null && (use.GivesRows ? _matrices[matrix].Rows : _matrices[matrix].Columns) == tokens && finder.IsHead(use))
            {
                Add(matrix, LayerRole.LanguageModelHead, null);
            }
        }
    }

    /// <summary>
    /// Attentions in the file's order, those across belonging to the layer before. A decoder in the same graph, known by its
    /// looking across, begins at 0 again.
    /// </summary>
    static int[] Layers(AttentionBlock[] blocks)
    {
        int[] layers = new int[blocks.Length];
        int encoder = -1, decoder = -1;
        for (int i = 0; i < blocks.Length; i++)
        {
            bool inDecoder = blocks[i].IsCross || (i + 1 < blocks.Length && blocks[i + 1].IsCross);
            if (!inDecoder)
                layers[i] = ++encoder;
            else if (blocks[i].IsCross)
                layers[i] = Math.Max(decoder, 0);
            else
                layers[i] = ++decoder;
        }
        return layers;
    }

    void Add(int? matrix, LayerRole role, int? layer)
    {
        if (matrix is not { } known)
            return;
        Set(_roles, known).Add(role);
        if (layer is { } number)
            Set(_layers, known).Add(number);
    }

    static HashSet<T> Set<T>(Dictionary<int, HashSet<T>> sets, int matrix)
    {
        if (!sets.TryGetValue(matrix, out HashSet<T>? set))
            sets.Add(matrix, set = []);
        return set;
    }
}
