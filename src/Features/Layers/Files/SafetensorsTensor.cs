namespace TransferPredict.Features.Layers.Files;

/// <summary>A tensor of a safetensors file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type as the file writes it, such as "BF16".</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Begin">Where it begins, in bytes behind the header.</param>
/// <param name="End">Where it ends.</param>
sealed record SafetensorsTensor(string Name, string Type, IReadOnlyList<ulong> Shape, ulong Begin, ulong End);
