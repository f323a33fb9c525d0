using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Spectra;

/// <summary>
/// The power-law fit of a spectrum's tail: the exponent by maximum likelihood, the start of the tail by the smallest K-S
/// distance (Clauset, Shalizi and Newman, SIAM Review 2009, sections 3.1 and 3.3), with the choices of WeightWatcher 0.7.5.5:
/// every eigenvalue but the largest is a candidate start, equal ones are not merged, the distance is one-sided, and the first
/// of equally good starts is taken.
/// </summary>
public static class PowerLawFit
{
    /// <summary>Eigenvalues must be above this to take part (WeightWatcher's absolute EVALS_THRESH).</summary>
    public const double Threshold = 1e-5;

    const int Lanes = 4;
    const int Block = 16;

    /// <summary>Fits the tail.</summary>
    /// <param name="eigenvalues">Finite numbers in any order; those up to <see cref="Threshold"/> are left out.</param>
    /// <exception cref="ArgumentException">An eigenvalue is not finite.</exception>
    public static PowerLawResult Fit(ReadOnlySpan<double> eigenvalues)
    {
        double[] tail = Spectrum.AscendingAbove(eigenvalues, Threshold, nameof(eigenvalues));
        int n = tail.Length;
        if (n < 2)
        {
            return new PowerLawResult.Failed(
                $"{n} of {eigenvalues.Length} eigenvalues lie above {Threshold:0.#####}; a power law needs at least 2.");
        }

        // Padded so that whole groups of four can be read.
        double[] logs = new double[n + Block];
        double previous = double.NegativeInfinity;
        for (int i = 0; i < n; i++) // rounding must not let the logarithms of neighbours fall
            previous = logs[i] = Math.Max(previous, PortableMath.Log(tail[i]));

        // From the shortest tail to the longest: D of a long one is then mostly refuted by its first block, and of equal
        // distances the last one met is the one that starts first.
        int best = -1, hottest = 0;
        double bestDistance = double.PositiveInfinity, bestExcess = 0, sum = 0;
        for (int i = n - 2; i >= 0; i--)
        {
            int m = n - i;
            // Σ_{j>=i} (ln x_j - ln x_i), grown without cancellation; 0 exactly where the whole tail is equal.
            sum += (m - 1) * (logs[i + 1] - logs[i]);
            double excess = m / sum;
            double distance = Distance(logs, i, m, excess, bestDistance, ref hottest);
            if (distance <= bestDistance)
                (best, bestDistance, bestExcess) = (i, distance, excess);
        }

        double xmin = tail[best];
        int spikes = 0;
        foreach (double value in eigenvalues)
            spikes += value >= xmin ? 1 : 0;
        return new PowerLawResult.Fitted(1 + bestExcess, bestDistance, bestExcess / Math.Sqrt(n - best), xmin, tail[n - 1], spikes);
    }

    // D = max over k of |1 - (x_{i+k}/x_i)^(1-α) - k/m|, or +infinity as soon as it is known to be above the limit.
    static double Distance(double[] logs, int i, int m, double excess, double limit, ref int hottest)
    {
        if (double.IsPositiveInfinity(excess))
            return (m - 1.0) / m;
        ref double first = ref MemoryMarshal.GetArrayDataReference(logs);
        double worst = 0;
        // The block that refuted the last candidate comes first: neighbouring tails differ most at the same place.
        int start = Math.Max(0, (hottest - i) / Block * Block);
        if (start < m)
            worst = BlockDistance(ref Unsafe.Add(ref first, i), start, m, excess);
        if (worst > limit)
            return double.PositiveInfinity;
        for (int k = 0; k < m; k += Block)
        {
            double distance = BlockDistance(ref Unsafe.Add(ref first, i), k, m, excess);
            if (distance <= worst)
                continue;
            worst = distance;
            hottest = i + k + Block / 2;
            if (worst > limit)
                return double.PositiveInfinity;
        }
        return worst;
    }

    static double BlockDistance(ref double logs, int start, int m, double excess)
    {
        Vector256<double> origin = Vector256.Create(logs);
        Vector256<double> slope = Vector256.Create(-excess);
        Vector256<double> count = Vector256.Create((double)m);
        Vector256<double> worst = default;
        for (int k = start; k < m && k < start + Block; k += Lanes)
        {
            Vector256<double> place = Vector256.Create((double)k) + Vector256.Create(0.0, 1, 2, 3);
            Vector256<double> power = PortableMath.Exp(slope * (Vector256.LoadUnsafe(ref logs, (nuint)k) - origin));
            Vector256<double> distance = Vector256.Abs(Vector256<double>.One - power - place / count);
            distance = Vector256.ConditionalSelect(Vector256.LessThan(place, count), distance, default);
            worst = Vector256.ConditionalSelect(Vector256.GreaterThan(distance, worst), distance, worst);
        }
        return Math.Max(
            Math.Max(worst.GetElement(0), worst.GetElement(1)), Math.Max(worst.GetElement(2), worst.GetElement(3)));
    }
}
