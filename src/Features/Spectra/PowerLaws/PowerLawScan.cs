using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Spectra.PowerLaws;

/// <summary>Looks through all starts of a tail, on the logarithms of sorted eigenvalues.</summary>
static class PowerLawScan
{
    const int Lanes = 4;
    const int Block = 16;

    /// <summary>How many places more than numbers an array of logarithms has, so that whole groups of four can be read.</summary>
    internal const int Padding = Block;

    /// <summary>The logarithms of ascending numbers, ascending too, followed by <see cref="Padding"/> zeros.</summary>
    internal static double[] Logarithms(ReadOnlySpan<double> ascending)
    {
        double[] logs = new double[ascending.Length + Padding];
        double previous = double.NegativeInfinity;
        for (int i = 0; i < ascending.Length; i++) // rounding must not let the logarithms of neighbours fall
            previous = logs[i] = Math.Max(previous, PortableMath.Log(ascending[i]));
        return logs;
    }

    /// <summary>The start with the smallest distance, the first of equals.</summary>
    /// <param name="logs">At least <paramref name="n"/> + <see cref="Padding"/> numbers, the first n ascending.</param>
    /// <param name="n">2 or more.</param>
    internal static PowerLawStart Best(double[] logs, int n)
    {
        // From the shortest tail to the longest: D of a long one is then mostly refuted by its first block, and of equal
        // distances the last one met is the one that starts first.
        PowerLawStart best = new(-1, 0, double.PositiveInfinity);
        int hottest = 0;
        double sum = 0;
        for (int i = n - 2; i >= 0; i--)
        {
            double excess = Excess(logs, i, n, ref sum);
            double distance = Distance(logs, i, n - i, excess, best.D, ref hottest);
            if (distance <= best.D)
                best = new PowerLawStart(i, excess, distance);
        }
        return best;
    }

    /// <summary>Whether some start has a distance below a limit: what <see cref="Best"/> would find, answered sooner.</summary>
    internal static bool AnyBelow(double[] logs, int n, double limit)
    {
        int hottest = 0;
        double sum = 0;
        for (int i = n - 2; i >= 0; i--)
        {
            double excess = Excess(logs, i, n, ref sum);
            if (Distance(logs, i, n - i, excess, limit, ref hottest) < limit)
                return true;
        }
        return false;
    }

    // α - 1 of the tail from i on. Σ_{j>=i} (ln x_j - ln x_i) is grown without cancellation; 0 exactly where the whole tail is equal.
    static double Excess(double[] logs, int i, int n, ref double sum)
    {
        int m = n - i;
        sum += (m - 1) * (logs[i + 1] - logs[i]);
        return m / sum;
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
