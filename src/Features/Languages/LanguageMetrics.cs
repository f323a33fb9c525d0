using TransferPredict.Features.Numerics;
using TransferPredict.Features.Spectra;
using TransferPredict.Features.Spectra.PowerLaws;

namespace TransferPredict.Features.Languages;

/// <summary>WeightWatcher's metrics of one draw.</summary>
static class LanguageMetrics
{
    /// <summary>The metrics in the order of <see cref="LanguageMetric"/>; NaN where the power-law fit failed.</summary>
    /// <param name="eigenvalues">Eigenvalues of WᵀW, ascending, not divided: WeightWatcher's threshold of 1e-5 is absolute.</param>
    public static double[] Of(double[] eigenvalues)
    {
        // A matrix with more columns than rows has only that many eigenvalues; the others are 0 but for rounding.
        double[] proper = eigenvalues.Length <= SpectrumSampling.TokenDraws ? eigenvalues : eigenvalues[^SpectrumSampling.TokenDraws..];
        SpectralMetrics metrics = SpectralMetrics.Compute(proper, SpectrumSampling.TokenDraws, eigenvalues.Length);
        PowerLawResult.Fitted? fitted = metrics.PowerLaw as PowerLawResult.Fitted;
        return
        [
            fitted?.Alpha ?? double.NaN, fitted?.D ?? double.NaN, fitted is null ? double.NaN : PortableMath.Log10(fitted.Xmin),
            Finite(metrics.LogNorm), Finite(metrics.LogSpectralNorm), metrics.StableRank, metrics.Entropy,
        ];

        static double Finite(double value) => double.IsFinite(value) ? value : double.NaN;
    }
}
