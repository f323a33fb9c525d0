using TransferPredict.Features.Spectra.PowerLaws;

namespace TransferPredict.Evaluate.Report;

/// <summary>A fitted power law.</summary>
/// <param name="Alpha">The exponent.</param>
/// <param name="Sigma">Its standard error.</param>
/// <param name="D">K-S distance of the tail from the law.</param>
/// <param name="Xmin">Where the tail begins.</param>
/// <param name="Xmax">The largest eigenvalue that took part.</param>
/// <param name="Tail">Eigenvalues in the tail.</param>
sealed record PowerLawEntry(double Alpha, double Sigma, double D, double Xmin, double Xmax, int Tail)
{
    public static PowerLawEntry Of(PowerLawResult.Fitted fit) =>
        new(Compact.Measure(fit.Alpha), Compact.Measure(fit.Sigma), Compact.Measure(fit.D), Compact.Measure(fit.Xmin), Compact.Measure(fit.Xmax), fit.Spikes);
}
