using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TransferPredict.Training.Probing;

/// <summary>Cholesky's factor of small dense matrices, row after row, summed in one order on every machine.</summary>
static class Cholesky
{
    /// <summary>Replaces the lower triangle of a symmetric matrix by L with L Lᵀ = A; false when it is not positive definite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a ranking is over before the runtime would optimise it
    public static bool TryFactor(Span<double> matrix, int n)
    {
        for (int i = 0; i < n; i++)
        {
            Span<double> row = matrix.Slice(i * n, n);
            for (int j = 0; j < i; j++)
                row[j] = (row[j] - Dot(row[..j], matrix.Slice(j * n, j))) / matrix[j * n + j];
            double rest = row[i] - Dot(row[..i], row[..i]);
            if (!(rest > 0) || !double.IsFinite(rest))
                return false;
            row[i] = Math.Sqrt(rest);
        }
        return true;
    }

    /// <summary>Replaces b by L⁻¹ b.</summary>
    public static void SolveLower(ReadOnlySpan<double> factor, int n, Span<double> b)
    {
        for (int i = 0; i < n; i++)
            b[i] = (b[i] - Dot(factor.Slice(i * n, i), b[..i])) / factor[i * n + i];
    }

    /// <summary>Σ aᵢ bᵢ: four sums of every fourth product, then those of what is left over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        Vector256<double> sums = Vector256<double>.Zero;
        int i = 0;
        for (; i <= a.Length - Vector256<double>.Count; i += Vector256<double>.Count)
            sums += Vector256.Create(a[i..]) * Vector256.Create(b[i..]);
        double sum = sums[0] + sums[1] + (sums[2] + sums[3]);
        for (; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
