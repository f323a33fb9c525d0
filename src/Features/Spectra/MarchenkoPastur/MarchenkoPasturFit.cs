using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Spectra.MarchenkoPastur;

/// <summary>
/// The Marchenko-Pastur bulk of a spectrum with spikes of any size. σ minimises the density power divergence (Basu, Harris,
/// Hjort and Jones, Biometrika 1998, with exponent 2) between the law of the singular values and theirs, which needs no kernel,
/// no bandwidth and no grid that the largest eigenvalue could stretch, and on which outliers have no pull. The law of the
/// singular values is bounded for every Q; for Q = 1 it is the quarter circle. Eigenvalues found above the bulk are taken out,
/// with a dimension each, until no more are found.
/// </summary>
public static class MarchenkoPasturFit
{
    const double MachineEpsilon = 2.220446049250313e-16;

    // Above 1 - 0.01 of the largest eigenvalues of noise (Tracy-Widom law for real matrices).
    const double TracyWidomQuantile = 2.0234;

    // σ is looked for around the square root of the median: with up to half of the eigenvalues above the bulk the median may
    // be its upper edge, (σ(1 + 1/√Q))² <= 4σ²; without, it is 0.65σ² to σ². The ends are a little further out.
    const double LowestSigma = 0.4;
    const double HighestSigma = 2.5;
    const double Step = 1.01;
    const double Tolerance = 1e-10;
    const double GoldenSection = 0.6180339887498949;
    const double Tiny = 1e-300; // of nothing but 0, which for Q = 1 has a density too

    /// <summary>Fits the bulk of the eigenvalues of WᵀW for W of <paramref name="larger"/> x <paramref name="smaller"/>.</summary>
    /// <param name="eigenvalues">All of them, zeros included, in any order; those of several matrices of one shape may be pooled.</param>
    /// <param name="larger">The larger dimension N.</param>
    /// <param name="smaller">The smaller dimension M; the eigenvalues are a multiple of it.</param>
    /// <exception cref="ArgumentException">Another number of eigenvalues; one that is not finite, or clearly negative.</exception>
    public static MarchenkoPasturResult Fit(ReadOnlySpan<double> eigenvalues, int larger, int smaller)
    {
        ScaledSpectrum? scaled = ScaledSpectrum.Create(eigenvalues, larger, smaller);
        if (scaled == null)
            return new MarchenkoPasturResult.Failed($"All {eigenvalues.Length} eigenvalues are 0; a bulk has a width.");

        double[] t = scaled.Values;
        double rounding = larger * MachineEpsilon * t[^1];
        int replicas = t.Length / smaller;
        int bulk = t.Length;
        while (true)
        {
            if (t[bulk / 2] <= rounding)
                return new MarchenkoPasturResult.Failed($"Half of the {t.Length} eigenvalues are 0 to rounding; a bulk has a width.");

            // A spike takes a dimension with it: what is left is noise of (N - k) x (M - k).
            double spikes = (double)(t.Length - bulk) / replicas;
            double ratio = (larger - spikes) / (smaller - spikes);
            if (BestSigma(t.AsSpan(0, bulk), ratio) is not { } sigma)
                return new MarchenkoPasturResult.Failed($"The {bulk} smallest of {t.Length} eigenvalues have no Marchenko-Pastur bulk around their median.");

            sigma *= Math.Sqrt(larger / (larger - spikes));
            double edge = MarchenkoPasturLaw.UpperEdge(sigma, (double)larger / smaller) + Margin(sigma, larger, smaller);
            int below = scaled.CountUpTo(edge);
            if (below >= bulk)
                return scaled.Result(sigma, edge);
            if (2 * below < t.Length)
                return new MarchenkoPasturResult.Failed($"{t.Length - below} of {t.Length} eigenvalues lie above the bulk; more than half of them make one.");
            bulk = below;
        }
    }

    /// <summary>The sizes of the largest eigenvalue's fluctuations (Johnstone, Annals of Statistics 2001, theorem 1.1).</summary>
    static double Margin(double sigma, int larger, int smaller)
    {
        double n = Math.Sqrt(larger), m = Math.Sqrt(smaller);
        double scale = (n + m) * PortableMath.Exp(PortableMath.Log(1 / n + 1 / m) / 3);
        return TracyWidomQuantile * sigma * sigma * scale / larger;
    }

    static double? BestSigma(ReadOnlySpan<double> ascending, double ratio)
    {
        double median = Math.Sqrt(ascending[ascending.Length / 2]);
        double best = 0, bestGain = 0;
        for (double sigma = LowestSigma * median; sigma <= HighestSigma * median; sigma *= Step)
        {
            double gain = Gain(ascending, sigma, ratio);
            if (gain > bestGain)
                (best, bestGain) = (sigma, gain);
        }
        return best > LowestSigma * median && best * Step <= HighestSigma * median ? Polish(ascending, best / Step, best * Step, ratio) : null;
    }

    static double Polish(ReadOnlySpan<double> ascending, double low, double high, double ratio)
    {
        double left = high - GoldenSection * (high - low), right = low + GoldenSection * (high - low);
        double leftGain = Gain(ascending, left, ratio), rightGain = Gain(ascending, right, ratio);
        while (high - low > Tolerance * high)
        {
            if (leftGain >= rightGain)
            {
                (high, right, rightGain) = (right, left, leftGain);
                left = high - GoldenSection * (high - low);
                leftGain = Gain(ascending, left, ratio);
            }
            else
            {
                (low, left, leftGain) = (left, right, rightGain);
                right = low + GoldenSection * (high - low);
                rightGain = Gain(ascending, right, ratio);
            }
        }
        return (low + high) / 2;
    }

    /// <summary>
    /// What the law takes off the divergence, up to a factor: (3/2 mean p(s/σ)² - ∫p³)/σ² with s = √t. The law's density
    /// p(z) = Q/π √(2 + 2/Q - z² - (1 - 1/Q)²/z²) has ∫p³ = 3Q/π². About 1/σ² for a perfect fit, below 0 for none.
    /// </summary>
    static double Gain(ReadOnlySpan<double> ascending, double sigma, double ratio)
    {
        double variance = sigma * sigma, shift = 2 + 2 / ratio, inverse = (1 - 1 / ratio) * (1 - 1 / ratio);
        Vector256<double> sum = default;
        int i = 0;
        for (; i + Vector256<double>.Count <= ascending.Length; i += Vector256<double>.Count)
            sum += Square(Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(ascending), (nuint)i));
        double total = PortableMath.Sum(sum);
        for (; i < ascending.Length; i++)
            total += Square(Vector256.Create(ascending[i])).ToScalar();
        return (ratio * total / ascending.Length - 2) / variance;

        Vector256<double> Square(Vector256<double> t)
        {
            Vector256<double> x = t / Vector256.Create(variance);
            Vector256<double> square = Vector256.Create(shift) - x - Vector256.Create(inverse) / (x + Vector256.Create(Tiny));
            return Vector256.ConditionalSelect(Vector256.GreaterThan(square, default), square, default);
        }
    }
}
