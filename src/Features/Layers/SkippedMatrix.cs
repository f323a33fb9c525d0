namespace TransferPredict.Features.Layers;

/// <summary>A weight that was found but is no matrix to analyse.</summary>
/// <param name="File">The file it was found in.</param>
/// <param name="OnnxName">The tensor's name in the file; empty when the file as a whole is left out.</param>
/// <param name="Reason">Why it is left out.</param>
public sealed record SkippedMatrix(string File, string OnnxName, string Reason);
