using TransferPredict.Features.Layers.Values;

namespace TransferPredict.Features.Layers.Topology;

/// <summary>The lines of a fused weight that make one side of an attention.</summary>
sealed record FusedPart(AttentionSides Side, Lines Lines)
{
    internal LayerRole Role => Side switch
    {
        AttentionSides.Query => LayerRole.AttentionQuery,
        AttentionSides.Key => LayerRole.AttentionKey,
        _ => LayerRole.AttentionValue,
    };

    /// <summary>Query, key and value one after another, or key and value where there are two sizes.</summary>
    internal static IReadOnlyList<FusedPart> OneAfterAnother(params IReadOnlyList<int> sizes)
    {
        AttentionSides[] sides = [AttentionSides.Query, AttentionSides.Key, AttentionSides.Value];
        return [.. sizes.Select((size, i) => new FusedPart(sides[i + 3 - sizes.Count], new Lines(sizes.Take(i).Sum(), size, size, 1)))];
    }

    /// <summary>Query, key and value of each head side by side, head after head.</summary>
    internal static IReadOnlyList<FusedPart> ByHeads(int heads, int headSize) =>
        [.. OneAfterAnother(headSize, headSize, headSize).Select(part => part with { Lines = part.Lines with { Step = 3 * headSize, Runs = heads } })];
}
