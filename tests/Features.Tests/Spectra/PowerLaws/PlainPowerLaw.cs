using TransferPredict.Features.Spectra.PowerLaws;

namespace TransferPredict.Features.Tests.Spectra.PowerLaws;

/// <summary>The power-law fit as its formulas are written, with no regard to time.</summary>
static class PlainPowerLaw
{
    internal static PowerLawResult.Fitted Fit(double[] eigenvalues)
    {
        double[] x = [.. eigenvalues.Where(value => value > 1e-5).Order()];
        int n = x.Length;
        PowerLawResult.Fitted? best = null;
        for (int i = 0; i < n - 1; i++)
        {
            int m = n - i;
            double sum = 0;
            for (int j = i; j < n; j++)
                sum += Math.Log(x[j]) - Math.Log(x[i]);
            double alpha = 1 + m / sum, distance = 0;
            for (int k = 0; k < m; k++)
                distance = Math.Max(distance, Math.Abs(1 - Math.Pow(x[i + k] / x[i], 1 - alpha) - (double)k / m));
            if (best is null || distance < best.D)
                best = new PowerLawResult.Fitted(alpha, distance, (alpha - 1) / Math.Sqrt(m), x[i], x[n - 1], eigenvalues.Count(value => value >= x[i]));
        }
        return best!;
    }

    /// <summary>WeightWatcher's fit_clipped_powerlaw; null where it would run out of eigenvalues.</summary>
    internal static PowerLawResult.Fitted? Clipped(double[] eigenvalues)
    {
        double[] x = [.. eigenvalues.Where(value => value > 1e-5).Order()];
        PowerLawResult.Fitted first = Fit(x), best = first;
        int fingers = 0;
        for (int k = 2; k < 10; k++)
        {
            if (x.Length - k < 2)
                return null;
            PowerLawResult.Fitted clipped = Fit(x[..^k]);
            if (clipped.Alpha + 1 < first.Alpha)
            {
                (best, fingers) = (clipped, k - 1);
                break;
            }
            if (clipped.Alpha <= 2)
                break;
        }
        return best with { Spikes = eigenvalues.Count(value => value >= best.Xmin), Fingers = new FingerClip(fingers, first.Alpha) };
    }
}
