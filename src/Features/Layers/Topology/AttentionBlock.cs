namespace TransferPredict.Features.Layers.Topology;

/// <summary>One attention of a graph; numbers are those of matrices, null where no single one is found.</summary>
/// <param name="Place">The place of its scores among the nodes.</param>
/// <param name="Query">Makes the queries.</param>
/// <param name="Key">Makes the keys.</param>
/// <param name="Value">Makes the values.</param>
/// <param name="Output">Mixes the heads.</param>
/// <param name="IsCross">Whether keys come from elsewhere than queries, as in a decoder that looks at the encoder's output.</param>
sealed record AttentionBlock(int Place, int? Query, int? Key, int? Value, int? Output, bool IsCross);
