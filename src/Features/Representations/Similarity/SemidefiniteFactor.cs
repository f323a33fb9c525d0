using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TransferPredict.Features.Representations.Similarity;

/// <summary>
/// L with A = LLᵀ for a symmetric matrix A without negative eigenvalues, also where some are zero: Cholesky's factorisation with
/// the largest remaining diagonal first (Higham, "Accuracy and Stability of Numerical Algorithms", section 10.3).
/// </summary>
public static class SemidefiniteFactor
{
    /// <summary>Factorises a matrix.</summary>
    /// <param name="matrix">order x order values, row after row, symmetric.</param>
    /// <param name="order">Rows and columns, 1 or more.</param>
    /// <returns>order x order values, row after row; columns past the rank are 0.</returns>
    /// <exception cref="ArgumentException">The length is not order².</exception>
    public static double[] Compute(ReadOnlySpan<double> matrix, int order)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        if (matrix.Length != (long)order * order)
            throw RepresentationThrow.Length(matrix.Length, (long)order * order, nameof(matrix));
        double[] factor = new double[order * order], diagonal = new double[order];
        bool[] done = new bool[order];
        double largest = 0;
        for (int i = 0; i < order; i++)
            largest = Math.Max(largest, diagonal[i] = matrix[i * order + i]);
        double smallest = largest * order * 2.2e-16;
        for (int column = 0; column < order; column++)
        {
            int pivot = -1;
            for (int i = 0; i < order; i++)
            {
                if (!done[i] && diagonal[i] > smallest && (pivot < 0 || diagonal[i] > diagonal[pivot]))
                    pivot = i;
            }
            if (pivot < 0)
                break;

            double root = Math.Sqrt(diagonal[pivot]);
            ReadOnlySpan<double> top = factor.AsSpan(pivot * order, column);
            done[pivot] = true;
            for (int i = 0; i < order; i++)
            {
                if (done[i])
                    continue;
                double value = (matrix[i * order + pivot] - Dot(factor.AsSpan(i * order, column), top)) / root;
                factor[i * order + column] = value;
                diagonal[i] -= value * value;
            }
            factor[pivot * order + column] = root;
        }
        return factor;
    }

    static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        Vector256<double> sum = default;
        ReadOnlySpan<Vector256<double>> x = MemoryMarshal.Cast<double, Vector256<double>>(a), y = MemoryMarshal.Cast<double, Vector256<double>>(b);
        for (int i = 0; i < x.Length; i++)
            sum += x[i] * y[i];
        double rest = 0;
        for (int i = x.Length * Vector256<double>.Count; i < a.Length; i++)
            rest += a[i] * b[i];
        return Numerics.PortableMath.Sum(sum) + rest;
    }
}
