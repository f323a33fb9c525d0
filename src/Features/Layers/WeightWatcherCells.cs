namespace TransferPredict.Features.Layers;

/// <summary>
/// What WeightWatcher writes where this analysis deliberately does otherwise: a failed fit counts as alpha = -1, the entropy is
/// divided by ln 1 too, and powers overflow.
/// </summary>
static class WeightWatcherCells
{
    /// <summary>What stands for a fit that failed.</summary>
    internal const int Failed = -1;

    const double EntropyEpsilon = 1e-10;

    internal static double Alpha(LayerSpectrum layer) => layer.Fit?.Alpha ?? Failed;

    internal static double AlphaWeighted(LayerSpectrum layer) => Alpha(layer) * layer.Metrics!.LogSpectralNorm;

    internal static double LogAlphaNorm(LayerSpectrum layer)
    {
        double alpha = Alpha(layer);
        return Math.Log10(layer.Spectrum!.Eigenvalues.Sum(value => Math.Pow(value, alpha)));
    }

    internal static double Entropy(LayerSpectrum layer)
    {
        double sum = 0;
        foreach (double value in layer.Spectrum!.Eigenvalues)
        {
            double p = value / layer.Metrics!.Norm + EntropyEpsilon;
            sum += p * Math.Log(p);
        }
        return -sum / Math.Log(layer.Metrics!.MatrixRank + EntropyEpsilon);
    }
}
