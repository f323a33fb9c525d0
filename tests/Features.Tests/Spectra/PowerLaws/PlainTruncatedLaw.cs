namespace TransferPredict.Features.Tests.Spectra.PowerLaws;

/// <summary>
/// The truncated power law t^-(1+a) exp(-c t) of t = x/xmin ≥ 1 by Simpson's rule and bisection: for each c the best a, and
/// the c at which the mean of t is the tail's.
/// </summary>
static class PlainTruncatedLaw
{
    const int Enough = 1000;

    /// <summary>The law of greatest likelihood, a ≥ 0 and c ≥ 0.</summary>
    internal static (double A, double C) Fit(double[] tail)
    {
        double log = tail.Average(x => Math.Log(x / tail[0])), rise = tail.Average(x => x / tail[0] - 1), power = 1 / log;
        if (power > 1 && 1 / (power - 1) <= rise)
            return (power, 0);
        double c = Root(1e-9, 1 / rise, c => Means(BestA(c), c).Rise - rise);
        return (BestA(c), c);

        double BestA(double c) => Means(0, c).Log <= log ? 0 : Root(0, power, a => Means(a, c).Log - log);
    }

    /// <summary>ln of the likelihood of a tail with exponent alpha and rate Lambda.</summary>
    internal static double LogLikelihood(double[] tail, double alpha, double lambda)
    {
        double c = lambda * tail[0], logNorm = Math.Log(c > 0 ? Integral(alpha - 1, c, _ => 1) : 1 / (alpha - 1));
        return tail.Sum(x => -alpha * Math.Log(x / tail[0]) - c * (x / tail[0] - 1) - logNorm - Math.Log(tail[0]));
    }

    internal static double Distance(double[] tail, double a, double c)
    {
        double worst = 0, norm = c > 0 ? Integral(a, c, _ => 1) : 1 / a;
        foreach (double x in tail)
        {
            double t = x / tail[0], decay = Math.Pow(t, -a) * Math.Exp(-c * (t - 1));
            double survival = c > 0 ? decay * Integral(a, c * t, _ => 1) / norm : decay;
            worst = Math.Max(worst, Math.Abs(1 - survival - (double)tail.Count(other => other < x) / tail.Length));
        }
        return worst;
    }

    /// <summary>∫ f(u) exp(-a u - c (e^u - 1)) du from 0 to ∞.</summary>
    internal static double Integral(double a, double c, Func<double, double> f, int intervals = Enough)
    {
        double reach = Math.Log(1 + 60 / c), step = (a > 2 ? Math.Min(reach, 60 / (a - 2)) : reach) / intervals, sum = 0;
        for (int i = 0; i <= intervals; i++)
        {
            double u = i * step, weight = i == 0 || i == intervals ? 1 : 2 + 2 * (i % 2);
            sum += weight * f(u) * Math.Exp(-a * u - c * (Math.Exp(u) - 1));
        }
        return sum * step / 3;
    }

    static (double Log, double Rise) Means(double a, double c)
    {
        double norm = Integral(a, c, _ => 1);
        return (Integral(a, c, u => u) / norm, Integral(a, c, u => Math.Exp(u) - 1) / norm);
    }

    // Of a function that falls.
    static double Root(double low, double high, Func<double, double> f)
    {
        for (int i = 0; i < 50; i++)
        {
            double middle = 0.5 * (low + high);
            if (f(middle) > 0)
                low = middle;
            else
                high = middle;
        }
        return 0.5 * (low + high);
    }
}
