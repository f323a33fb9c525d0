using TransferPredict.Features.Spectra.Distances;
using TransferPredict.Features.Spectra.Similarity;

namespace TransferPredict.Features.Layers;

/// <summary>What training changed in one matrix.</summary>
/// <param name="Base">The matrix before, analysed.</param>
/// <param name="Tuned">The matrix after, analysed.</param>
/// <param name="Difference">W_tuned - W_base, analysed.</param>
/// <param name="Distance">How far they are apart.</param>
public sealed record LayerChange(LayerSpectrum Base, LayerSpectrum Tuned, LayerSpectrum Difference, MatrixDistanceResult.Measured? Distance)
{
    /// <summary>‖W_tuned - W_base‖_F / ‖W_base‖_F, 0 or more; null where the base is zero or unreadable.</summary>
    public double? Relative => Distance is { } distance && Base.Metrics is { Norm: > 0 } before ? distance.Euclidean / Math.Sqrt(before.Norm) : null;

    /// <summary>
    /// K-S distance of the two spectra, each eigenvalue divided by the mean of its own (docs/esd.md), in [0, 1]; null where one is zero or unreadable.
    /// </summary>
    public double? SpectrumDistance => Eigenvalues(Base) is { } before && Eigenvalues(Tuned) is { } after
        ? SpectrumSimilarity.KolmogorovSmirnov(NormalizedSpectrum.Create(before), NormalizedSpectrum.Create(after)) : null;

    static double[]? Eigenvalues(LayerSpectrum layer) => layer.Spectrum is { } spectrum && spectrum.Eigenvalues[^1] > 0 ? [.. spectrum.Eigenvalues] : null;
}
