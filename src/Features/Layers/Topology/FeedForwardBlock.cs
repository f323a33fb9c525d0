namespace TransferPredict.Features.Layers.Topology;

/// <summary>One feed-forward block of a graph; numbers are those of matrices.</summary>
/// <param name="Place">The place of its first product among the nodes.</param>
/// <param name="In">The matrix in front of the activation, and the gate beside it.</param>
/// <param name="Out">The matrix behind it.</param>
sealed record FeedForwardBlock(int Place, IReadOnlyList<int> In, int Out);
