using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Spectra.PowerLaws;

/// <summary>
/// The standard normal distribution beyond a point: from a series of positive terms near 0 and Laplace's continued fraction
/// (NIST DLMF 7.9) further out, where nothing cancels. About 14 digits.
/// </summary>
static class NormalTail
{
    const double Near = 2; // |x| up to which the series is used
    const int FractionTerms = 100;
    const double HalfLogTwoPi = 0.91893853320467274178;

    /// <summary>P(Z > x).</summary>
    internal static double Beyond(double x) => x switch
    {
        >= Near => Density(x) / (x + MeanExcess(x)),
        <= -Near => 1 - Beyond(-x),
        _ => 0.5 - Series(x),
    };

    /// <summary>ln of the hazard φ(x)/P(Z > x).</summary>
    internal static double LogHazard(double x) =>
        x >= Near ? PortableMath.Log(x + MeanExcess(x)) : -0.5 * x * x - HalfLogTwoPi - PortableMath.Log(Beyond(x));

    /// <summary>The mean of Z - x where Z > x.</summary>
    internal static double MeanExcess(double x) => x >= Near ? 1 / (x + Fraction(x)) : Density(x) / Beyond(x) - x;

    /// <summary>The mean of (Z - x)² over the square of the mean of Z - x, where Z > x: grows from 1 to 2 with x.</summary>
    internal static double SquareOverMean(double x)
    {
        if (x >= Near)
        {
            double fraction = Fraction(x);
            return fraction * (x + fraction);
        }
        double mean = MeanExcess(x);
        return (1 - x * mean) / (mean * mean);
    }

    static double Density(double x) => PortableMath.Exp(-0.5 * x * x - HalfLogTwoPi);

    // P(0 < Z < x) = φ(x) (x + x³/3 + x⁵/15 + ...).
    static double Series(double x)
    {
        double term = x, sum = x;
        for (int odd = 3; Math.Abs(term) > 1e-17 * Math.Abs(sum); odd += 2)
        {
            term *= x * x / odd;
            sum += term;
        }
        return Density(x) * sum;
    }

    // 2/(x + 3/(x + 4/(x + ...))).
    static double Fraction(double x)
    {
        double fraction = 0;
        for (int i = FractionTerms; i >= 2; i--)
            fraction = i / (x + fraction);
        return fraction;
    }
}
