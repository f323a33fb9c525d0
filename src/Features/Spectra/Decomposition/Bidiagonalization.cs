using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Spectra.Decomposition;

/// <summary>
/// Golub and Kahan's reduction of a square matrix to upper bidiagonal form. The rank-two update of one step and the first
/// matrix-vector product of the next share one pass over the matrix (Howell, Demmel, Fulton, Hammarling and Marmol, "Cache
/// efficient bidiagonalization using BLAS 2.5 operators", 2008).
/// </summary>
static class Bidiagonalization
{
    const int Lanes = 4;

    /// <summary>Reduces the matrix.</summary>
    /// <param name="matrix">order x order values, the largest about 1 in magnitude.</param>
    /// <param name="order">Rows and columns, 1 or more.</param>
    /// <param name="diagonal">Takes the diagonal.</param>
    /// <param name="aboveDiagonal">Takes at place i the entry between i and i + 1; the last place is set to 0.</param>
    internal static void Reduce(ReadOnlySpan<double> matrix, int order, Span<double> diagonal, Span<double> aboveDiagonal)
    {
        // Rows and columns beyond the order are zero and only fill up the last group of four; there is one more of them,
        // because groups of rows begin anywhere.
        int stride = (order + Lanes - 1) / Lanes * Lanes;
        double[] a = ArrayPool<double>.Shared.Rent((order + Lanes) * stride);
        try
        {
            a.AsSpan(0, (order + Lanes) * stride).Clear();
            for (int i = 0; i < order; i++)
                matrix.Slice(i * order, order).CopyTo(a.AsSpan(i * stride));
            Reduce(a, stride, order, diagonal, aboveDiagonal);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(a);
        }
    }

    static void Reduce(double[] a, int stride, int order, Span<double> diagonal, Span<double> aboveDiagonal)
    {
        // A - v yᵀ - x uᵀ is the matrix to go on with. v and x go by rows, y and u by columns.
        double[] v = new double[order + Lanes], x = new double[order + Lanes], next = new double[order + Lanes];
        double[] y = new double[stride], u = new double[stride], product = new double[stride];
        for (int k = 0; k < order; k++)
        {
            next.AsSpan(0, k).Clear();
            for (int i = k; i < order; i++)
                next[i] = a[i * stride + k] - v[i] * y[k] - x[i] * u[k];
            double tau = HouseholderReflector.Make(next.AsSpan(k, order - k), out diagonal[k]);
            y[k] = u[k] = 0;
            aboveDiagonal[k] = 0;
            if (k + 1 == order)
                break;

            // product = τ Aᵀ next: the left reflection is A - next productᵀ.
            UpdateAndMultiply(a, stride, k, order, v, y, x, u, next, product);
            product.AsSpan(0, k + 1).Clear();
            for (int j = k + 1; j < order; j++)
                product[j] *= tau;
            (v, next) = (next, v);
            (y, product) = (product, y);

            for (int j = k + 1; j < order; j++)
                u[j] = a[k * stride + j] - v[k] * y[j];
            tau = HouseholderReflector.Make(u.AsSpan(k + 1, order - k - 1), out aboveDiagonal[k]);

            // x = τ (A - v yᵀ) u: the right reflection is A - v yᵀ - x uᵀ.
            double dot = HouseholderReflector.Dot(y, u);
            Multiply(a, stride, k + 1, order, u, x);
            for (int i = k + 1; i < order; i++)
                x[i] = tau * (x[i] - dot * v[i]);
        }
    }

    // A -= v yᵀ + x uᵀ, then product = Aᵀ next, from row and column k on.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void UpdateAndMultiply(double[] a, int stride, int k, int order, double[] v, double[] y, double[] x, double[] u, double[] next, double[] product)
    {
        int start = k / Lanes * Lanes;
        product.AsSpan(start).Clear();
        ref double ys = ref y[0];
        ref double us = ref u[0];
        ref double sums = ref product[0];
        for (int i = k; i < order; i += Lanes)
        {
            ref double row0 = ref a[i * stride];
            ref double row1 = ref Unsafe.Add(ref row0, stride);
            ref double row2 = ref Unsafe.Add(ref row1, stride);
            ref double row3 = ref Unsafe.Add(ref row2, stride);
            Vector256<double> v0 = Vector256.Create(v[i]), x0 = Vector256.Create(x[i]), n0 = Vector256.Create(next[i]);
            Vector256<double> v1 = Vector256.Create(v[i + 1]), x1 = Vector256.Create(x[i + 1]), n1 = Vector256.Create(next[i + 1]);
            Vector256<double> v2 = Vector256.Create(v[i + 2]), x2 = Vector256.Create(x[i + 2]), n2 = Vector256.Create(next[i + 2]);
            Vector256<double> v3 = Vector256.Create(v[i + 3]), x3 = Vector256.Create(x[i + 3]), n3 = Vector256.Create(next[i + 3]);
            for (nuint j = (nuint)start; j < (nuint)stride; j += Lanes)
            {
                Vector256<double> yj = Vector256.LoadUnsafe(ref ys, j), uj = Vector256.LoadUnsafe(ref us, j);
                Vector256<double> a0 = Vector256.LoadUnsafe(ref row0, j) - (v0 * yj + x0 * uj);
                a0.StoreUnsafe(ref row0, j);
                Vector256<double> a1 = Vector256.LoadUnsafe(ref row1, j) - (v1 * yj + x1 * uj);
                a1.StoreUnsafe(ref row1, j);
                Vector256<double> a2 = Vector256.LoadUnsafe(ref row2, j) - (v2 * yj + x2 * uj);
                a2.StoreUnsafe(ref row2, j);
                Vector256<double> a3 = Vector256.LoadUnsafe(ref row3, j) - (v3 * yj + x3 * uj);
                a3.StoreUnsafe(ref row3, j);
                (Vector256.LoadUnsafe(ref sums, j) + (n0 * a0 + n1 * a1 + (n2 * a2 + n3 * a3))).StoreUnsafe(ref sums, j);
            }
        }
    }

    // product = A u from row k on; u is zero before column k.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Multiply(double[] a, int stride, int k, int order, double[] u, double[] product)
    {
        int start = k / Lanes * Lanes;
        ref double us = ref u[0];
        for (int i = k; i < order; i += Lanes)
        {
            ref double row0 = ref a[i * stride];
            ref double row1 = ref Unsafe.Add(ref row0, stride);
            ref double row2 = ref Unsafe.Add(ref row1, stride);
            ref double row3 = ref Unsafe.Add(ref row2, stride);
            Vector256<double> s0 = default, s1 = default, s2 = default, s3 = default;
            for (nuint j = (nuint)start; j < (nuint)stride; j += Lanes)
            {
                Vector256<double> uj = Vector256.LoadUnsafe(ref us, j);
                s0 += uj * Vector256.LoadUnsafe(ref row0, j);
                s1 += uj * Vector256.LoadUnsafe(ref row1, j);
                s2 += uj * Vector256.LoadUnsafe(ref row2, j);
                s3 += uj * Vector256.LoadUnsafe(ref row3, j);
            }
            product[i] = PortableMath.Sum(s0);
            product[i + 1] = PortableMath.Sum(s1);
            product[i + 2] = PortableMath.Sum(s2);
            product[i + 3] = PortableMath.Sum(s3);
        }
    }
}
