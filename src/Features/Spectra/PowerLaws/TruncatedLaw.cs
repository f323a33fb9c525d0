using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Spectra.PowerLaws;

/// <summary>
/// The truncated power law p(x) ~ x^-(1+a) exp(-c x) beyond a given start by maximum likelihood, a ≥ 0 and c ≥ 0: the closure
/// of what powerlaw 1.5 allows (alpha > 1, Lambda > 0), so that the maximum is always attained. The logarithm of the
/// likelihood is concave (an exponential family in ln x and x): there is one maximum, and Newton's steps, kept inside and
/// halved until they climb, find it.
/// </summary>
/// <param name="Excess">a, the exponent less 1, 0 or more.</param>
/// <param name="Cutoff">c, 0 or more; 0 is the pure power law.</param>
/// <param name="Error">The standard error of a for a single observation; for m of them it is √m times smaller.</param>
readonly record struct TruncatedLaw(double Excess, double Cutoff, double Error)
{
    const int MostSteps = 100;
    const double Converged = 1e-24; // the Newton decrement: squared distance from the maximum in standard deviations of one observation
    const double Rounding = 1e-13;
    const double LargestCorrelation = 1 - 1e-10; // a tail too narrow to tell power from exponential still gets a climbing step
    const double Shrinkage = 0.1;

    /// <summary>Fits one tail.</summary>
    /// <param name="meanLog">The mean of ln(x/start), above 0.</param>
    /// <param name="meanRise">The mean of x - start, above 0.</param>
    /// <param name="start">Where the tail begins, above 0.</param>
    /// <param name="logStart">Its logarithm.</param>
    internal static TruncatedLaw Fit(double meanLog, double meanRise, double start, double logStart)
    {
        double power = 1 / meanLog;
        if (power > 1 && start / (power - 1) <= meanRise) // the pure power law already reaches too low: any c > 0 is worse
            return new TruncatedLaw(power, 0, power);

        double a = 0.5 * power, c = 0.5 / meanRise;
        TailIntegral at = TailIntegral.Moments(a, c, start, logStart);
        double likelihood = Likelihood(a, c, at);
        for (int step = 0; step < MostSteps; step++)
        {
            double slopeA = at.MeanLog - meanLog, slopeC = at.MeanRise - meanRise;
            (double da, double dc) = Newton(at, slopeA, slopeC);
            if (a == 0 && (slopeA <= 0 || da <= 0))
                (da, dc) = (0, slopeC / at.VarianceRise);
            double decrement = slopeA * da + slopeC * dc;
            if (!(decrement > Converged))
                break;

            double share = 1;
            if (a + da < 0)
                share = a / -da;
            if (c + share * dc < Shrinkage * c)
                share = (1 - Shrinkage) * c / -dc;
            double nextA, nextC, reached;
            TailIntegral next;
            do
            {
                nextA = a + share * da;
                if (nextA < Rounding * power)
                    nextA = 0;
                nextC = c + share * dc;
                next = TailIntegral.Moments(nextA, nextC, start, logStart);
                reached = Likelihood(nextA, nextC, next);
                share *= 0.5;
            }
            while (reached < likelihood - Rounding * (1 + Math.Abs(likelihood)) && share > Rounding);
            (a, c, at, likelihood) = (nextA, nextC, next, reached);
        }
        return new TruncatedLaw(a, c, Math.Sqrt(at.VarianceRise / Determinant(at)));

        double Likelihood(double excess, double cutoff, TailIntegral integral) =>
            -excess * meanLog - cutoff * meanRise - PortableMath.Log(integral.Value);
    }

    /// <summary>The share of the law beyond a point.</summary>
    /// <param name="norm"><see cref="TailIntegral.Of"/> at the start; not used where <see cref="Cutoff"/> is 0.</param>
    /// <param name="log">ln(x/start), 0 or more.</param>
    /// <param name="rise">x - start.</param>
    /// <param name="x">The point.</param>
    /// <param name="logX">Its logarithm.</param>
    internal double Survival(double norm, double log, double rise, double x, double logX)
    {
        double decay = PortableMath.Exp(-Excess * log - Cutoff * rise);
        return Cutoff == 0 ? decay : decay * TailIntegral.Of(Excess, Cutoff, x, logX) / norm;
    }

    static (double A, double C) Newton(TailIntegral at, double slopeA, double slopeC)
    {
        double determinant = Determinant(at);
        double covariance = Covariance(at);
        return ((at.VarianceRise * slopeA - covariance * slopeC) / determinant, (at.VarianceLog * slopeC - covariance * slopeA) / determinant);
    }

    static double Determinant(TailIntegral at)
    {
        double covariance = Covariance(at);
        return at.VarianceLog * at.VarianceRise - covariance * covariance;
    }

    static double Covariance(TailIntegral at) =>
        Math.Min(at.Covariance, LargestCorrelation * Math.Sqrt(at.VarianceLog * at.VarianceRise));
}
