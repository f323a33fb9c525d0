using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TransferPredict.Features.Concepts.Clustering;

/// <summary>
/// The inner kernel of every distance here: the dot products of 12 packed rows with 32 packed columns, in float32. Each is summed
/// over ascending places with one fused multiply-add a place, so that every instruction set gives the same bits.
/// </summary>
static unsafe class DotTile
{
    /// <summary>Rows of a tile: a packed row panel holds, place after place, this many values.</summary>
    internal const int Rows = 12;

    /// <summary>Columns of a tile: a packed column panel holds, place after place, this many values.</summary>
    internal const int Columns = 32;

    /// <summary>dots[r, c] = Σₖ rows[k, r] columns[k, c].</summary>
    /// <param name="rows">depth x <see cref="Rows"/> values.</param>
    /// <param name="columns">depth x <see cref="Columns"/> values.</param>
    /// <param name="depth">Length of the vectors.</param>
    /// <param name="dots">Takes <see cref="Rows"/> x <see cref="Columns"/> values.</param>
    internal static void Compute(float* rows, float* columns, int depth, float* dots)
    {
        if (Vector512.IsHardwareAccelerated)
            Wide(rows, columns, depth, dots);
        else
            for (int c = 0; c < Columns; c += 16)
                for (int r = 0; r < Rows; r += 6)
                    Narrow(rows + r, columns + c, depth, dots + r * Columns + c);
    }

    // 24 sums in registers: two loads and twelve broadcasts feed 24 multiply-adds.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Wide(float* rows, float* columns, int depth, float* dots)
    {
        Vector512<float> s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default;
        Vector512<float> s30 = default, s31 = default, s40 = default, s41 = default, s50 = default, s51 = default;
        Vector512<float> s60 = default, s61 = default, s70 = default, s71 = default, s80 = default, s81 = default;
        Vector512<float> s90 = default, s91 = default, sA0 = default, sA1 = default, sB0 = default, sB1 = default;
        for (float* end = rows + (nint)depth * Rows; rows < end; rows += Rows, columns += Columns)
        {
            Vector512<float> c0 = Vector512.Load(columns), c1 = Vector512.Load(columns + 16);
            Vector512<float> x = Vector512.Create(rows[0]);
            s00 = Vector512.FusedMultiplyAdd(x, c0, s00);
            s01 = Vector512.FusedMultiplyAdd(x, c1, s01);
            x = Vector512.Create(rows[1]);
            s10 = Vector512.FusedMultiplyAdd(x, c0, s10);
            s11 = Vector512.FusedMultiplyAdd(x, c1, s11);
            x = Vector512.Create(rows[2]);
            s20 = Vector512.FusedMultiplyAdd(x, c0, s20);
            s21 = Vector512.FusedMultiplyAdd(x, c1, s21);
            x = Vector512.Create(rows[3]);
            s30 = Vector512.FusedMultiplyAdd(x, c0, s30);
            s31 = Vector512.FusedMultiplyAdd(x, c1, s31);
            x = Vector512.Create(rows[4]);
            s40 = Vector512.FusedMultiplyAdd(x, c0, s40);
            s41 = Vector512.FusedMultiplyAdd(x, c1, s41);
            x = Vector512.Create(rows[5]);
            s50 = Vector512.FusedMultiplyAdd(x, c0, s50);
            s51 = Vector512.FusedMultiplyAdd(x, c1, s51);
            x = Vector512.Create(rows[6]);
            s60 = Vector512.FusedMultiplyAdd(x, c0, s60);
            s61 = Vector512.FusedMultiplyAdd(x, c1, s61);
            x = Vector512.Create(rows[7]);
            s70 = Vector512.FusedMultiplyAdd(x, c0, s70);
            s71 = Vector512.FusedMultiplyAdd(x, c1, s71);
            x = Vector512.Create(rows[8]);
            s80 = Vector512.FusedMultiplyAdd(x, c0, s80);
            s81 = Vector512.FusedMultiplyAdd(x, c1, s81);
            x = Vector512.Create(rows[9]);
            s90 = Vector512.FusedMultiplyAdd(x, c0, s90);
            s91 = Vector512.FusedMultiplyAdd(x, c1, s91);
            x = Vector512.Create(rows[10]);
            sA0 = Vector512.FusedMultiplyAdd(x, c0, sA0);
            sA1 = Vector512.FusedMultiplyAdd(x, c1, sA1);
            x = Vector512.Create(rows[11]);
            sB0 = Vector512.FusedMultiplyAdd(x, c0, sB0);
            sB1 = Vector512.FusedMultiplyAdd(x, c1, sB1);
        }
        s00.Store(dots);
        s01.Store(dots + 16);
        s10.Store(dots + 32);
        s11.Store(dots + 48);
        s20.Store(dots + 64);
        s21.Store(dots + 80);
        s30.Store(dots + 96);
        s31.Store(dots + 112);
        s40.Store(dots + 128);
        s41.Store(dots + 144);
        s50.Store(dots + 160);
        s51.Store(dots + 176);
        s60.Store(dots + 192);
        s61.Store(dots + 208);
        s70.Store(dots + 224);
        s71.Store(dots + 240);
        s80.Store(dots + 256);
        s81.Store(dots + 272);
        s90.Store(dots + 288);
        s91.Store(dots + 304);
        sA0.Store(dots + 320);
        sA1.Store(dots + 336);
        sB0.Store(dots + 352);
        sB1.Store(dots + 368);
    }

    // A quarter of the tile, 6 x 16: twelve sums, two loads and a broadcast fit sixteen registers of 256 bits.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Narrow(float* rows, float* columns, int depth, float* dots)
    {
        Vector256<float> s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default;
        Vector256<float> s30 = default, s31 = default, s40 = default, s41 = default, s50 = default, s51 = default;
        for (float* end = rows + (nint)depth * Rows; rows < end; rows += Rows, columns += Columns)
        {
            Vector256<float> c0 = Vector256.Load(columns), c1 = Vector256.Load(columns + 8);
            Vector256<float> x = Vector256.Create(rows[0]);
            s00 = Vector256.FusedMultiplyAdd(x, c0, s00);
            s01 = Vector256.FusedMultiplyAdd(x, c1, s01);
            x = Vector256.Create(rows[1]);
            s10 = Vector256.FusedMultiplyAdd(x, c0, s10);
            s11 = Vector256.FusedMultiplyAdd(x, c1, s11);
            x = Vector256.Create(rows[2]);
            s20 = Vector256.FusedMultiplyAdd(x, c0, s20);
            s21 = Vector256.FusedMultiplyAdd(x, c1, s21);
            x = Vector256.Create(rows[3]);
            s30 = Vector256.FusedMultiplyAdd(x, c0, s30);
            s31 = Vector256.FusedMultiplyAdd(x, c1, s31);
            x = Vector256.Create(rows[4]);
            s40 = Vector256.FusedMultiplyAdd(x, c0, s40);
            s41 = Vector256.FusedMultiplyAdd(x, c1, s41);
            x = Vector256.Create(rows[5]);
            s50 = Vector256.FusedMultiplyAdd(x, c0, s50);
            s51 = Vector256.FusedMultiplyAdd(x, c1, s51);
        }
        s00.Store(dots);
        s01.Store(dots + 8);
        s10.Store(dots + 32);
        s11.Store(dots + 40);
        s20.Store(dots + 64);
        s21.Store(dots + 72);
        s30.Store(dots + 96);
        s31.Store(dots + 104);
        s40.Store(dots + 128);
        s41.Store(dots + 136);
        s50.Store(dots + 160);
        s51.Store(dots + 168);
    }
}
