using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TransferPredict.Features.Numerics;

/// <summary>
/// The innermost loop of products AᵀB in double precision that must have the same bits on every machine: 4 x 8 sums in registers,
/// each in the order of the rows, without fused multiply-add.
/// </summary>
static class ProductTile
{
    /// <summary>Columns of A in a tile.</summary>
    internal const int Rows = 4;

    /// <summary>Columns of B in a tile.</summary>
    internal const int Columns = 8;

    /// <summary>sums[r, c] += Σ_k a[k, r] b[k, c], k ascending.</summary>
    /// <param name="a">The first of <see cref="Rows"/> values of the first row of A.</param>
    /// <param name="aStride">From one row of A to the next.</param>
    /// <param name="b">The first of <see cref="Columns"/> values of the first row of B; the next row follows.</param>
    /// <param name="count">Rows of both.</param>
    /// <param name="sums">The first sum.</param>
    /// <param name="width">From one row of sums to the next.</param>
    internal static void Add(ref double a, int aStride, ref double b, int count, ref double sums, int width)
    {
        ref double sums1 = ref Unsafe.Add(ref sums, width);
        ref double sums2 = ref Unsafe.Add(ref sums1, width);
        ref double sums3 = ref Unsafe.Add(ref sums2, width);
        Vector256<double> s00 = Vector256.LoadUnsafe(ref sums), s01 = Vector256.LoadUnsafe(ref sums, 4);
        Vector256<double> s10 = Vector256.LoadUnsafe(ref sums1), s11 = Vector256.LoadUnsafe(ref sums1, 4);
        Vector256<double> s20 = Vector256.LoadUnsafe(ref sums2), s21 = Vector256.LoadUnsafe(ref sums2, 4);
        Vector256<double> s30 = Vector256.LoadUnsafe(ref sums3), s31 = Vector256.LoadUnsafe(ref sums3, 4);
        for (int k = 0; k < count; k++)
        {
            Vector256<double> b0 = Vector256.LoadUnsafe(ref b), b1 = Vector256.LoadUnsafe(ref b, 4);
            Vector256<double> x = Vector256.Create(a);
            s00 += x * b0;
            s01 += x * b1;
            x = Vector256.Create(Unsafe.Add(ref a, 1));
            s10 += x * b0;
            s11 += x * b1;
            x = Vector256.Create(Unsafe.Add(ref a, 2));
            s20 += x * b0;
            s21 += x * b1;
            x = Vector256.Create(Unsafe.Add(ref a, 3));
            s30 += x * b0;
            s31 += x * b1;
            a = ref Unsafe.Add(ref a, aStride);
            b = ref Unsafe.Add(ref b, Columns);
        }
        s00.StoreUnsafe(ref sums);
        s01.StoreUnsafe(ref sums, 4);
        s10.StoreUnsafe(ref sums1);
        s11.StoreUnsafe(ref sums1, 4);
        s20.StoreUnsafe(ref sums2);
        s21.StoreUnsafe(ref sums2, 4);
        s30.StoreUnsafe(ref sums3);
        s31.StoreUnsafe(ref sums3, 4);
    }
}
