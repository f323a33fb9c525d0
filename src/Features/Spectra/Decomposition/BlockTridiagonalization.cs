using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Spectra.Decomposition;

/// <summary>
/// Householder's reduction of a symmetric matrix to tridiagonal form, a panel of rows at a time (Dongarra, Sorensen and
/// Hammarling, 1989, as in LAPACK's dsytrd): only the upper triangle is read, half the work is a product of matrices. It takes
/// half the time of <see cref="Tridiagonalization"/>, whose bits other results rest on.
/// </summary>
static class BlockTridiagonalization
{
    const int Panel = 16;
    const int Group = 8;

    /// <summary>Reduces a matrix times <paramref name="scale"/>.</summary>
    /// <param name="matrix">order x order values, of which the diagonal and the triangle above it are read.</param>
    /// <param name="order">Rows and columns, 1 or more.</param>
    /// <param name="scale">A power of two that brings the largest value to about 1.</param>
    /// <param name="diagonal">Takes the diagonal.</param>
    /// <param name="offDiagonal">Takes at place i the entry between i - 1 and i; place 0 is set to 0.</param>
    internal static void Reduce(ReadOnlySpan<double> matrix, int order, double scale, Span<double> diagonal, Span<double> offDiagonal)
    {
        int stride = (order + Group - 1) / Group * Group;
        double[] a = ArrayPool<double>.Shared.Rent(order * stride);
        double[] left = ArrayPool<double>.Shared.Rent(PackedProduct.PackedLength(2 * Panel, order));
        double[] right = ArrayPool<double>.Shared.Rent(PackedProduct.PackedLength(2 * Panel, order));
        try
        {
            for (int i = 0; i < order; i++)
            {
                for (int j = i; j < order; j++)
                    a[i * stride + j] = matrix[i * order + j] * scale;
                a.AsSpan(i * stride + order, stride - order).Clear();
            }
            // A - Σ (v wᵀ + w vᵀ) is the matrix to go on with, its pairs v, w in the panel.
            double[] pairs = new double[2 * Panel * stride], swapped = new double[2 * Panel * stride];
            offDiagonal[0] = 0;
            for (int first = 0; first < order; first += Panel)
            {
                int width = Math.Min(Panel, order - first), next = first + width, rest = order - next;
                for (int i = 0; i < width; i++)
                    ReduceRow(a, stride, order, first + i, pairs.AsSpan(0, 2 * (i + 1) * stride), diagonal, offDiagonal);
                if (rest == 0)
                    break;
                for (int i = 0; i < 2 * width; i++)
                {
                    swapped.AsSpan(i * stride, stride).Clear();
                    HouseholderReflector.AddScaled(-1, pairs.AsSpan((i ^ 1) * stride, stride), swapped.AsSpan(i * stride, stride));
                }
                PackedProduct.Pack(pairs.AsSpan(next), stride, 2 * width, rest, left);
                PackedProduct.Pack(swapped.AsSpan(next), stride, 2 * width, rest, right);
                PackedProduct.Add(left, rest, right, rest, 2 * width, a.AsSpan(next * stride + next), stride, fromDiagonal: true);
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(a);
            ArrayPool<double>.Shared.Return(left);
            ArrayPool<double>.Shared.Return(right);
        }
    }

    // The last pair of the panel becomes that of row k.
    static void ReduceRow(double[] a, int stride, int order, int k, Span<double> pairs, Span<double> diagonal, Span<double> offDiagonal)
    {
        Span<double> row = a.AsSpan(k * stride, order)[k..];
        Span<double> v = pairs[^(2 * stride)..^stride], w = pairs[^stride..];
        Span<double> before = pairs[..^(2 * stride)];
        for (int p = 0; p < before.Length; p += 2 * stride)
        {
            Span<double> pv = before.Slice(p + k, order - k), pw = before.Slice(p + stride + k, order - k);
            HouseholderReflector.AddScaled(-pv[0], pw, row);
            HouseholderReflector.AddScaled(-pw[0], pv, row);
        }
        diagonal[k] = row[0];
        v.Clear();
        w.Clear();
        if (k + 1 == order)
            return;

        int start = k + 1, length = order - start;
        row[1..].CopyTo(v[start..]);
        double tau = HouseholderReflector.Make(v.Slice(start, length), out offDiagonal[start]);

        // w = p - (τ/2)(pᵀv) v with p = τ A v.
        Multiply(a, stride, start, order, v, w);
        Span<double> tail = v.Slice(start, length), product = w.Slice(start, length);
        for (int p = 0; p < before.Length; p += 2 * stride)
        {
            Span<double> pv = before.Slice(p + start, length), pw = before.Slice(p + stride + start, length);
            double ofV = HouseholderReflector.Dot(pv, tail), ofW = HouseholderReflector.Dot(pw, tail);
            HouseholderReflector.AddScaled(-ofW, pv, product);
            HouseholderReflector.AddScaled(-ofV, pw, product);
        }
        double half = -0.5 * tau * HouseholderReflector.Dot(product, tail);
        HouseholderReflector.AddScaled(half, tail, product);
        for (int i = 0; i < product.Length; i++)
            product[i] *= tau;
        w[..start].Clear();
    }

    // y = A x from row and column k on; x is zero before k and beyond the order.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Multiply(double[] a, int stride, int k, int order, Span<double> x, Span<double> y)
    {
        for (int group = k / Group * Group; group < order; group += Group)
        {
            int end = Math.Min(group + Group, order);
            for (int i = group; i < end; i++)
            {
                double sum = a[i * stride + i] * x[i];
                for (int j = i + 1; j < end; j++)
                {
                    sum += a[i * stride + j] * x[j];
                    y[j] += a[i * stride + j] * x[i];
                }
                y[i] += sum;
            }
            for (int i = group; i < end && end < order; i += 4)
                MultiplyRows(ref a[i * stride], stride, i, end, ref x[0], ref y[0]);
        }
    }

    // What rows i to i + 3 add, from column `first` on, to y at those rows and, mirrored, at those columns.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void MultiplyRows(ref double row0, int stride, int i, int first, ref double x, ref double y)
    {
        ref double row1 = ref Unsafe.Add(ref row0, stride);
        ref double row2 = ref Unsafe.Add(ref row1, stride);
        ref double row3 = ref Unsafe.Add(ref row2, stride);
        Vector256<double> x0 = Vector256.Create(Unsafe.Add(ref x, i)), x1 = Vector256.Create(Unsafe.Add(ref x, i + 1));
        Vector256<double> x2 = Vector256.Create(Unsafe.Add(ref x, i + 2)), x3 = Vector256.Create(Unsafe.Add(ref x, i + 3));
        Vector256<double> s0 = default, s1 = default, s2 = default, s3 = default;
        for (nuint j = (nuint)first; j < (nuint)stride; j += 4)
        {
            Vector256<double> xj = Vector256.LoadUnsafe(ref x, j), yj = Vector256.LoadUnsafe(ref y, j), more;
            Vector256<double> a0 = Vector256.LoadUnsafe(ref row0, j), a1 = Vector256.LoadUnsafe(ref row1, j);
            Vector256<double> a2 = Vector256.LoadUnsafe(ref row2, j), a3 = Vector256.LoadUnsafe(ref row3, j);
            s0 = Vector256.FusedMultiplyAdd(a0, xj, s0);
            s1 = Vector256.FusedMultiplyAdd(a1, xj, s1);
            s2 = Vector256.FusedMultiplyAdd(a2, xj, s2);
            s3 = Vector256.FusedMultiplyAdd(a3, xj, s3);
            yj = Vector256.FusedMultiplyAdd(a1, x1, Vector256.FusedMultiplyAdd(a0, x0, yj));
            more = Vector256.FusedMultiplyAdd(a3, x3, a2 * x2);
            (yj + more).StoreUnsafe(ref y, j);
        }
        Unsafe.Add(ref y, i) += PortableMath.Sum(s0);
        Unsafe.Add(ref y, i + 1) += PortableMath.Sum(s1);
        Unsafe.Add(ref y, i + 2) += PortableMath.Sum(s2);
        Unsafe.Add(ref y, i + 3) += PortableMath.Sum(s3);
    }
}
