using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Spectra.Decomposition;

/// <summary>Elementary reflections I - τ v vᵀ and the vector operations they need.</summary>
static class HouseholderReflector
{
    /// <summary>Replaces x by the v, with v[0] = 1, whose reflection takes x to (head, 0, ...).</summary>
    /// <param name="x">1 value or more, of which squares neither overflow nor matter when they underflow.</param>
    /// <param name="head">What is left of x.</param>
    /// <returns>τ; 0 where x is (head, 0, ...) already.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Make(Span<double> x, out double head)
    {
        head = x[0];
        double squares = Dot(x[1..], x[1..]);
        x[0] = 1;
        if (squares == 0)
        {
            x[1..].Clear();
            return 0;
        }
        double norm = -Math.CopySign(Math.Sqrt(head * head + squares), head), first = head - norm;
        double tau = -first / norm;
        for (int i = 1; i < x.Length; i++)
            x[i] /= first;
        head = norm;
        return tau;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Vector256<double> sums = default, more = default;
        int i = 0;
        for (; i <= x.Length - 8; i += 8)
        {
            sums += Vector256.Create(x[i..]) * Vector256.Create(y[i..]);
            more += Vector256.Create(x[(i + 4)..]) * Vector256.Create(y[(i + 4)..]);
        }
        double sum = PortableMath.Sum(sums + more);
        for (; i < x.Length; i++)
            sum += x[i] * y[i];
        return sum;
    }

    /// <summary>y += factor x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddScaled(double factor, ReadOnlySpan<double> x, Span<double> y)
    {
        Vector256<double> factors = Vector256.Create(factor);
        int i = 0;
        for (; i <= x.Length - 4; i += 4)
            (Vector256.Create(y[i..]) + factors * Vector256.Create(x[i..])).CopyTo(y[i..]);
        for (; i < x.Length; i++)
            y[i] += factor * x[i];
    }
}
