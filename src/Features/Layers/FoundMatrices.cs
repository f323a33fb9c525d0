namespace TransferPredict.Features.Layers;

/// <summary>What was found in a file.</summary>
sealed record FoundMatrices(IReadOnlyList<FoundMatrix> Matrices, IReadOnlyList<SkippedMatrix> Skipped);
