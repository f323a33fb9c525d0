using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Spectra.Decomposition;

/// <summary>
/// Householder's reduction of a symmetric matrix to tridiagonal form, from the last row upwards. Both triangles are stored, so
/// that every pass runs along rows; the rank-two update of one step and the matrix-vector product of the next share one pass.
/// </summary>
static class Tridiagonalization
{
    const int Lanes = 4;

    /// <summary>Reduces the matrix divided by 2^<paramref name="exponent"/>.</summary>
    /// <param name="matrix">order x order values, of which the lower triangle is read; at most 2^(exponent+1) in magnitude.</param>
    /// <param name="order">Rows and columns, 1 or more.</param>
    /// <param name="exponent">Scale of the matrix.</param>
    /// <param name="diagonal">Takes the diagonal.</param>
    /// <param name="offDiagonal">Takes at place i the entry between i - 1 and i; place 0 is set to 0.</param>
    internal static void Reduce(ReadOnlySpan<double> matrix, int order, int exponent, Span<double> diagonal, Span<double> offDiagonal)
    {
        int stride = (order + Lanes - 1) / Lanes * Lanes;
        double[] a = ArrayPool<double>.Shared.Rent(stride * stride);
        try
        {
            // Rows beyond the order are zero and only fill up the last group of four.
            a.AsSpan(0, stride * stride).Clear();
            for (int i = 0; i < order; i++)
            {
                for (int j = 0; j <= i; j++)
                    a[i * stride + j] = a[j * stride + i] = Math.ScaleB(matrix[i * order + j], -exponent);
            }
            Reduce(a, stride, order, diagonal, offDiagonal);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(a);
        }
    }

    static void Reduce(double[] a, int stride, int order, Span<double> diagonal, Span<double> offDiagonal)
    {
        // A - v wᵀ - w vᵀ is the matrix to go on with; v and w are zero beyond the columns that are left.
        double[] v = new double[stride], w = new double[stride];
        double[] next = new double[stride], product = new double[stride];
        for (int i = order - 1; i > 0; i--)
        {
            Span<double> row = a.AsSpan(i * stride, i + 1);
            for (int j = 0; j <= i; j++)
                row[j] -= v[i] * w[j] + w[i] * v[j];
            diagonal[i] = row[i];
            v[i] = w[i] = next[i] = 0;
            double factor = Reflector(row[..i], next, out offDiagonal[i]);
            UpdateAndMultiply(a, stride, i, v, w, next, product);

            // w = p - (τ/2)(pᵀv) v with p = τ A v.
            double dot = 0;
            for (int j = 0; j < i; j++)
            {
                product[j] *= factor;
                dot += product[j] * next[j];
            }
            double half = 0.5 * factor * dot;
            for (int j = 0; j < i; j++)
                w[j] = product[j] - half * next[j];
            (v, next) = (next, v);
        }
        offDiagonal[0] = 0;
        diagonal[0] = a[0] - 2 * (v[0] * w[0]);
    }

    // v and τ such that (I - τ v vᵀ) x is zero but for its last entry, which is returned; τ = 0 where x is so already.
    static double Reflector(ReadOnlySpan<double> x, Span<double> v, out double last)
    {
        int end = x.Length - 1;
        double scale = 0;
        foreach (double value in x)
            scale = Math.Max(scale, Math.Abs(value));
        v[..x.Length].Clear();
        last = x[end];
        if (scale < 1e-280)
            return 0;
        double squares = 0;
        for (int j = 0; j < end; j++)
        {
            v[j] = x[j] / scale;
            squares += v[j] * v[j];
        }
        if (squares == 0)
        {
            v[..x.Length].Clear();
            return 0;
        }
        double head = x[end] / scale;
        double norm = -Math.CopySign(Math.Sqrt(head * head + squares), head);
        v[end] = head - norm;
        last = norm * scale;
        return 1 / (norm * norm - head * norm);
    }

    // A -= v wᵀ + w vᵀ, then product = A next, for the leading n rows and columns; four rows at a time share the loads of v, w, next.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void UpdateAndMultiply(double[] matrix, int stride, int n, double[] v, double[] w, double[] next, double[] product)
    {
        ref double vs = ref MemoryMarshal.GetArrayDataReference(v);
        ref double ws = ref MemoryMarshal.GetArrayDataReference(w);
        ref double xs = ref MemoryMarshal.GetArrayDataReference(next);
        for (int i = 0; i < n; i += Lanes)
        {
            ref double row0 = ref matrix[i * stride];
            ref double row1 = ref Unsafe.Add(ref row0, stride);
            ref double row2 = ref Unsafe.Add(ref row1, stride);
            ref double row3 = ref Unsafe.Add(ref row2, stride);
            Vector256<double> v0 = Vector256.Create(v[i]), w0 = Vector256.Create(w[i]);
            Vector256<double> v1 = Vector256.Create(v[i + 1]), w1 = Vector256.Create(w[i + 1]);
            Vector256<double> v2 = Vector256.Create(v[i + 2]), w2 = Vector256.Create(w[i + 2]);
            Vector256<double> v3 = Vector256.Create(v[i + 3]), w3 = Vector256.Create(w[i + 3]);
            Vector256<double> s0 = default, s1 = default, s2 = default, s3 = default;
            for (int j = 0; j < n; j += Lanes)
            {
                Vector256<double> vj = Vector256.LoadUnsafe(ref vs, (nuint)j);
                Vector256<double> wj = Vector256.LoadUnsafe(ref ws, (nuint)j);
                Vector256<double> xj = Vector256.LoadUnsafe(ref xs, (nuint)j);
                // The sum in brackets is the same for (i, j) and (j, i): the matrix stays symmetric to the last bit.
                Vector256<double> a0 = Vector256.LoadUnsafe(ref row0, (nuint)j) - (v0 * wj + w0 * vj);
                a0.StoreUnsafe(ref row0, (nuint)j);
                s0 += a0 * xj;
                Vector256<double> a1 = Vector256.LoadUnsafe(ref row1, (nuint)j) - (v1 * wj + w1 * vj);
                a1.StoreUnsafe(ref row1, (nuint)j);
                s1 += a1 * xj;
                Vector256<double> a2 = Vector256.LoadUnsafe(ref row2, (nuint)j) - (v2 * wj + w2 * vj);
                a2.StoreUnsafe(ref row2, (nuint)j);
                s2 += a2 * xj;
                Vector256<double> a3 = Vector256.LoadUnsafe(ref row3, (nuint)j) - (v3 * wj + w3 * vj);
                a3.StoreUnsafe(ref row3, (nuint)j);
                s3 += a3 * xj;
            }
            product[i] = PortableMath.Sum(s0);
            product[i + 1] = PortableMath.Sum(s1);
            product[i + 2] = PortableMath.Sum(s2);
            product[i + 3] = PortableMath.Sum(s3);
        }
    }
}
