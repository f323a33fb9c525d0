namespace TransferPredict.Features.Layers;

/// <summary>The analysis of a model.</summary>
/// <param name="Layers">One result a matrix, in the model's order.</param>
/// <param name="LeftOut">Weights that were not analysed, with the reasons; those that the user's filter left out are not named.</param>
public sealed record LayerReport(IReadOnlyList<LayerSpectrum> Layers, IReadOnlyList<SkippedMatrix> LeftOut);
