using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Spectra.PowerLaws;

/// <summary>
/// Compares a fitted power law with another law for the same tail by the ratio of their likelihoods (Vuong, Econometrica 1989;
/// Clauset, Shalizi and Newman, SIAM Review 2009, section 5.1), as powerlaw's distribution_compare(normalized_ratio=True) does.
/// The rival is cut off below xmin as the power law is, and its parameters have their maximum likelihood over the tail.
/// </summary>
public static class PowerLawComparison
{
    // Differences between logarithms of densities below this are rounding.
    const double Indistinguishable = 1e-12;

    /// <summary>Compares, over the eigenvalues from the fit's Xmin to its Xmax.</summary>
    /// <param name="rival">The other law.</param>
    /// <param name="eigenvalues">The spectrum, in any order, all of it: finite numbers.</param>
    /// <param name="fitted">Its fit, a pure or a truncated power law.</param>
    /// <exception cref="ArgumentException">An eigenvalue is not finite, or the fit is of other eigenvalues.</exception>
    public static PowerLawComparisonResult With(PowerLawRival rival, ReadOnlySpan<double> eigenvalues, PowerLawResult.Fitted fitted)
    {
        (double[] values, int count) = FittedTail.Split(eigenvalues, fitted, nameof(eigenvalues));
        ReadOnlySpan<double> tail = values.AsSpan(values.Length - count);
        if (tail[0] == tail[^1])
            return new PowerLawComparisonResult.Failed($"The {count} eigenvalues of the tail are all {tail[0]}; laws need 2 distinct ones.");

        double[] logs = PowerLawScan.Logarithms(tail)[..count];
        double[] rises = new double[count]; // in units of the largest, so that no sum overflows
        double logXmin = logs[0];
        for (int i = 0; i < count; i++)
        {
            logs[i] -= logXmin;
            rises[i] = (tail[i] - tail[0]) / tail[^1];
        }
        double logScale = logs[^1];
        double[] power = new double[count], other = new double[count];
        PowerLaw(fitted, tail, logs, rises, power);
        if (rival == PowerLawRival.Exponential)
            Exponential(rises, logScale, other);
        else if (LogNormalTail.Fit(logs) is { } logNormal)
            logNormal.LogDensities(logs, other);
        else
        {
            return new PowerLawComparisonResult.Failed(
                $"The log-normal's likelihood over the {count} eigenvalues of the tail has no maximum: it grows towards that of the power law itself.");
        }
        return Vuong(power, other);
    }

    // All densities are those of x/xmin; ln xmin would cancel.
    static void PowerLaw(PowerLawResult.Fitted fitted, ReadOnlySpan<double> tail, double[] logs, double[] rises, double[] result)
    {
        double excess = fitted.Alpha - 1, cutoff = fitted.Lambda.GetValueOrDefault() * tail[^1], start = tail[0] / tail[^1];
        double norm = cutoff > 0 ? TailIntegral.Of(excess, cutoff, start, -logs[^1]) : 1 / excess;
        double logNorm = PortableMath.Log(norm);
        for (int i = 0; i < result.Length; i++)
            result[i] = -fitted.Alpha * logs[i] - cutoff * rises[i] - logNorm;
    }

    // The rate of greatest likelihood is 1 over the mean of x - xmin.
    static void Exponential(double[] rises, double logScale, double[] result)
    {
        double mean = 0;
        foreach (double rise in rises)
            mean += rise;
        mean /= rises.Length;
        double logRate = -PortableMath.Log(mean) - logScale;
        for (int i = 0; i < result.Length; i++)
            result[i] = logRate - rises[i] / mean;
    }

    static PowerLawComparisonResult Vuong(double[] power, double[] other)
    {
        int n = power.Length;
        double sum = 0, squares = 0;
        for (int i = 0; i < n; i++)
            sum += power[i] - other[i];
        for (int i = 0; i < n; i++)
        {
            double difference = power[i] - other[i] - sum / n;
            squares += difference * difference;
        }
        if (squares <= n * Indistinguishable * Indistinguishable)
            return new PowerLawComparisonResult.Failed($"Both laws give each of the {n} eigenvalues of the tail the same likelihood.");
        double ratio = sum / Math.Sqrt(squares);
        return new PowerLawComparisonResult.Compared(ratio, 2 * NormalTail.Beyond(Math.Abs(ratio)));
    }
}
