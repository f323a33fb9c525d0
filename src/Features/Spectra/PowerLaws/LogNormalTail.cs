using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Spectra.PowerLaws;

/// <summary>
/// A log-normal distribution cut off below xmin, by maximum likelihood: u = ln(x/xmin) is a normal variable cut off below 0.
/// Its first two moments over the tail must be those of the law; their ratio depends on one number, which is found by
/// bisection. There is a maximum only where the standard deviation of u is below its mean (del Castillo, Annals of the
/// Institute of Statistical Mathematics 1994); otherwise the likelihood grows towards the exponential law of u, the power law.
/// </summary>
/// <param name="Cut">Where the cut lies, in standard deviations above the uncut mean: (ln xmin - μ)/σ.</param>
/// <param name="Sigma">σ, above 0.</param>
readonly record struct LogNormalTail(double Cut, double Sigma)
{
    const double FarthestCut = 1e6; // beyond, the law is the power law up to rounding

    /// <summary>The law, or null where there is no maximum.</summary>
    /// <param name="logs">ln(x/xmin), 0 or more, not all 0.</param>
    internal static LogNormalTail? Fit(ReadOnlySpan<double> logs)
    {
        double mean = 0, square = 0;
        foreach (double u in logs)
            mean += u;
        mean /= logs.Length;
        foreach (double u in logs)
            square += u / mean * (u / mean);
        square /= logs.Length;
        if (!(square > 1 && square < NormalTail.SquareOverMean(FarthestCut)))
            return null;

        double low = -1, high = FarthestCut;
        while (NormalTail.SquareOverMean(low) > square)
            low *= 2;
        while (true)
        {
            double middle = 0.5 * (low + high);
            if (middle <= low || middle >= high)
                return new LogNormalTail(middle, mean / NormalTail.MeanExcess(middle));
            if (NormalTail.SquareOverMean(middle) > square)
                high = middle;
            else
                low = middle;
        }
    }

    /// <summary>The logarithms of the density of x/xmin.</summary>
    internal void LogDensities(ReadOnlySpan<double> logs, Span<double> result)
    {
        double hazard = NormalTail.LogHazard(Cut) - PortableMath.Log(Sigma);
        for (int i = 0; i < result.Length; i++)
        {
            double u = logs[i], w = u / Sigma;
            result[i] = hazard - Cut * w - 0.5 * w * w - u;
        }
    }
}
