using TransferPredict.Features.Spectra.PowerLaws;

namespace TransferPredict.Features.Layers;

/// <summary>How good a power-law fit is: its bootstrap p-value, and its comparison with two laws without a heavy tail.</summary>
/// <param name="PValue">Share of replicas that fit no better, in [0, 1]; null where the law is truncated, for which it is not defined here.</param>
/// <param name="Exponential">The power law against the exponential; null where they cannot be compared.</param>
/// <param name="LogNormal">The power law against the log-normal; null where they cannot be compared.</param>
public sealed record PowerLawQuality(double? PValue, PowerLawComparisonResult.Compared? Exponential, PowerLawComparisonResult.Compared? LogNormal)
{
    /// <summary>Measures it.</summary>
    /// <inheritdoc cref="PowerLawGoodness.PValue"/>
    public static PowerLawQuality Measure(
        double[] eigenvalues, PowerLawResult.Fitted fitted, int replicas, long seed, int threads, CancellationToken cancellation) => new(
            fitted.Lambda is null && double.IsFinite(fitted.Alpha) ? PowerLawGoodness.PValue(eigenvalues, fitted, replicas, seed, threads, cancellation) : null,
            PowerLawComparison.With(PowerLawRival.Exponential, eigenvalues, fitted) as PowerLawComparisonResult.Compared,
            PowerLawComparison.With(PowerLawRival.LogNormal, eigenvalues, fitted) as PowerLawComparisonResult.Compared);
}
