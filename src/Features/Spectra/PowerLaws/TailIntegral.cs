using System.Runtime.Intrinsics;
using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Spectra.PowerLaws;

/// <summary>
/// The integral I = ∫ exp(-a u - c (y₀eᵘ - y₀)) du over u from 0 to ∞, by which a truncated power law x^-(1+a) exp(-c x) beyond
/// x = y₀ is divided, with u = ln(x/y₀). It is the upper incomplete gamma function of the shape -a, e^z z^a Γ(-a, z) with
/// z = c y₀ (NIST DLMF 8.19.1, 8.19.3), taken from its integrand, which is positive, so nothing cancels at whole numbers a.
/// </summary>
/// <param name="Value">I, about 13 digits.</param>
/// <param name="MeanLog">The mean of u.</param>
/// <param name="MeanRise">The mean of x - y₀.</param>
/// <param name="VarianceLog">The variance of u.</param>
/// <param name="VarianceRise">The variance of x.</param>
/// <param name="Covariance">The covariance of u and x.</param>
readonly record struct TailIntegral(
    double Value, double MeanLog, double MeanRise, double VarianceLog, double VarianceRise, double Covariance)
{
    const int Lanes = 4;
    const int Order = 24;
    const int Nodes = 3 * Order;
    const double Depth = 40; // e^-40 is 4e-18

    // Gauss and Legendre's rule for [0, 1]: places and weights.
    static readonly double[] _places = new double[Order];
    static readonly double[] _weights = new double[Order];

    static TailIntegral()
    {
        ReadOnlySpan<double> half =
        [
            0.06405689286260563, 0.19111886747361631, 0.31504267969616337, 0.43379350762604514, 0.54542147138883954, 0.64809365193697557,
            0.74012419157855436, 0.82000198597390292, 0.88641552700440103, 0.93827455200273276, 0.97472855597130950, 0.99518721999702136,
        ];
        ReadOnlySpan<double> halfWeights =
        [
            0.12793819534675216, 0.12583745634682830, 0.12167047292780339, 0.11550566805372560, 0.10744427011596563, 0.09761865210411389,
            0.08619016153195328, 0.07334648141108031, 0.05929858491543678, 0.04427743881741981, 0.02853138862893366, 0.01234122979998720,
        ];
        for (int i = 0; i < Order / 2; i++)
        {
            _places[Order / 2 + i] = 0.5 + 0.5 * half[i];
            _places[Order / 2 - 1 - i] = 0.5 - 0.5 * half[i];
            _weights[Order / 2 + i] = _weights[Order / 2 - 1 - i] = 0.5 * halfWeights[i];
        }
    }

    /// <summary>The integral alone.</summary>
    /// <param name="excess">a, 0 or more.</param>
    /// <param name="cutoff">c, above 0.</param>
    /// <param name="start">y₀, above 0.</param>
    /// <param name="logStart">ln y₀.</param>
    internal static double Of(double excess, double cutoff, double start, double logStart)
    {
        Span<double> log = stackalloc double[Nodes], rise = stackalloc double[Nodes], weight = stackalloc double[Nodes];
        double reach = Math.Min(Depth / excess, Reach(cutoff, start));
        return Fill(excess, cutoff, start, logStart, reach, log, rise, weight);
    }

    /// <summary>The integral and the moments of its integrand.</summary>
    /// <param name="excess">a, 0 or more.</param>
    /// <param name="cutoff">c, above 0.</param>
    /// <param name="start">y₀, above 0.</param>
    /// <param name="logStart">ln y₀.</param>
    internal static TailIntegral Moments(double excess, double cutoff, double start, double logStart)
    {
        Span<double> log = stackalloc double[Nodes], rise = stackalloc double[Nodes], weight = stackalloc double[Nodes];
        // x² times the integrand falls by exp(-(a - 2)u) only.
        double reach = Math.Min(Depth / Math.Max(0, excess - 2), Reach(cutoff, start));
        double value = Fill(excess, cutoff, start, logStart, reach, log, rise, weight);
        double meanLog = 0, meanRise = 0, varianceLog = 0, varianceRise = 0, covariance = 0;
        for (int i = 0; i < Nodes; i++)
        {
            meanLog += weight[i] * log[i];
            meanRise += weight[i] * rise[i];
        }
        meanLog /= value;
        meanRise /= value;
        for (int i = 0; i < Nodes; i++)
        {
            double u = log[i] - meanLog, x = rise[i] - meanRise;
            varianceLog += weight[i] * u * u;
            varianceRise += weight[i] * x * x;
            covariance += weight[i] * u * x;
        }
        return new TailIntegral(value, meanLog, meanRise, varianceLog / value, varianceRise / value, covariance / value);
    }

    // Where exp(-c (x - y₀)) has fallen by the depth.
    static double Reach(double cutoff, double start) => PortableMath.Log(1 + Depth / (cutoff * start));

    // Three panels, the last from where the exponential factor begins to fall; the first two take the power.
    static double Fill(
        double excess, double cutoff, double start, double logStart, double reach, Span<double> log, Span<double> rise, Span<double> weight)
    {
        double knee = PortableMath.Log(1 + 1 / (cutoff * start));
        if (knee >= reach)
            knee = 0.5 * reach;
        ReadOnlySpan<double> ends = [0, 0.25 * knee, knee, reach];
        Vector256<double> sum = default;
        for (int panel = 0; panel < 3; panel++)
        {
            Vector256<double> width = Vector256.Create(ends[panel + 1] - ends[panel]);
            for (int i = 0; i < Order; i += Lanes)
            {
                Vector256<double> u = Vector256.Create(ends[panel]) + width * Vector256.Create(_places, i);
                Vector256<double> x = PortableMath.Exp(u + Vector256.Create(logStart)) - Vector256.Create(start);
                Vector256<double> w = width * Vector256.Create(_weights, i)
                    * PortableMath.Exp(-(Vector256.Create(excess) * u + Vector256.Create(cutoff) * x));
                int place = panel * Order + i;
                u.CopyTo(log[place..]);
                x.CopyTo(rise[place..]);
                w.CopyTo(weight[place..]);
                sum += w;
            }
        }
        return PortableMath.Sum(sum);
    }
}
