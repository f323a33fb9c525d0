using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TransferPredict.Features.Spectra.Decomposition;

/// <summary>
/// C += AᵀB for packed A and B, tile by tile of 8 x 24 sums that stay in registers (Goto and van de Geijn, "Anatomy of
/// high-performance matrix multiplication", 2008). A matrix is packed in groups of 8 columns, each group row after row.
/// </summary>
static class PackedProduct
{
    /// <summary>Rows packed at a time: three groups of that many stay in the first-level cache.</summary>
    internal const int Depth = 192;

    const int Group = 8;
    const int TileColumns = 3 * Group;

    /// <summary>The room that <paramref name="rows"/> x <paramref name="columns"/> values take when packed.</summary>
    internal static int PackedLength(int rows, int columns) => (columns + TileColumns - 1) / TileColumns * TileColumns * rows;

    /// <summary>Packs rows x columns values, row k of them at source[k * stride].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Pack(ReadOnlySpan<double> source, int stride, int rows, int columns, Span<double> packed)
    {
        packed = packed[..PackedLength(rows, columns)];
        int whole = columns / Group * Group;
        packed[(whole * rows)..].Clear();
        for (int k = 0; k < rows; k++)
        {
            ReadOnlySpan<double> row = source.Slice(k * stride, columns);
            for (int column = 0; column < whole; column += Group)
                Vector512.Create(row[column..]).CopyTo(packed[(column * rows + k * Group)..]);
            if (whole < columns)
                row[whole..].CopyTo(packed[(whole * rows + k * Group)..]);
        }
    }

    /// <summary>Packs the transpose of columns x rows values, row j of which is at source[j * stride].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void PackTransposed(ReadOnlySpan<double> source, int stride, int rows, int columns, Span<double> packed)
    {
        packed = packed[..PackedLength(rows, columns)];
        packed[(columns / Group * Group * rows)..].Clear();
        for (int column = 0; column < columns; column++)
        {
            ReadOnlySpan<double> line = source.Slice(column * stride, rows);
            Span<double> group = packed.Slice(column / Group * Group * rows, rows * Group);
            for (int k = 0, target = column % Group; k < line.Length; k++, target += Group)
                group[target] = line[k];
        }
    }

    /// <summary>Adds AᵀB.</summary>
    /// <param name="a">A, depth x rows, packed.</param>
    /// <param name="rows">Rows of C.</param>
    /// <param name="b">B, depth x columns, packed.</param>
    /// <param name="columns">Columns of C.</param>
    /// <param name="depth">Rows of A and of B.</param>
    /// <param name="c">C, row i of it at i * stride.</param>
    /// <param name="stride">See <paramref name="c"/>.</param>
    /// <param name="fromDiagonal">Whether only tiles that reach the diagonal of C or lie above it are needed.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Add(ReadOnlySpan<double> a, int rows, ReadOnlySpan<double> b, int columns, int depth,
        Span<double> c, int stride, bool fromDiagonal = false)
    {
        Span<double> edge = stackalloc double[Group * TileColumns];
        for (int column = 0; column < columns; column += TileColumns)
        {
            ReadOnlySpan<double> right = b.Slice(column * depth, TileColumns * depth);
            int end = fromDiagonal ? Math.Min(rows, column + TileColumns) : rows;
            for (int row = 0; row < end; row += Group)
            {
                ReadOnlySpan<double> left = a.Slice(row * depth, Group * depth);
                if (row + Group <= rows && column + TileColumns <= columns)
                {
                    AddTile(left, right, depth, ref c.Slice(row * stride + column, (Group - 1) * stride + TileColumns)[0], stride);
                    continue;
                }
                edge.Clear();
                AddTile(left, right, depth, ref edge[0], TileColumns);
                int width = Math.Min(TileColumns, columns - column);
                for (int i = 0; i < Math.Min(Group, rows - row); i++)
                    HouseholderReflector.AddScaled(1, edge.Slice(i * TileColumns, width), c.Slice((row + i) * stride + column, width));
            }
        }
    }

    static void AddTile(ReadOnlySpan<double> left, ReadOnlySpan<double> right, int depth, ref double tile, int stride)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            AddTile512(in left[0], in right[0], depth, ref tile, (nuint)stride);
            return;
        }
        for (int part = 0; part < 6; part++)
        {
            ref double corner = ref Unsafe.Add(ref tile, part % 2 * 4 * stride + part / 2 * Group);
            AddTile256(in left[part % 2 * 4], in right[part / 2 * Group * depth], depth, ref corner, (nuint)stride);
        }
    }

    // 8 rows by 3 groups.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void AddTile512(ref readonly double left, ref readonly double right, int depth, ref double tile, nuint stride)
    {
        ref double a = ref Unsafe.AsRef(in left);
        ref double b = ref Unsafe.AsRef(in right);
        nuint second = (nuint)(depth * Group), third = 2 * second;
        Vector512<double> s00 = default, s01 = default, s02 = default, s10 = default, s11 = default, s12 = default;
        Vector512<double> s20 = default, s21 = default, s22 = default, s30 = default, s31 = default, s32 = default;
        Vector512<double> s40 = default, s41 = default, s42 = default, s50 = default, s51 = default, s52 = default;
        Vector512<double> s60 = default, s61 = default, s62 = default, s70 = default, s71 = default, s72 = default;
        for (int k = 0; k < depth; k++)
        {
            Vector512<double> b0 = Vector512.LoadUnsafe(ref b), b1 = Vector512.LoadUnsafe(ref b, second), b2 = Vector512.LoadUnsafe(ref b, third);
            Step(a, b0, b1, b2, ref s00, ref s01, ref s02);
            Step(Unsafe.Add(ref a, 1), b0, b1, b2, ref s10, ref s11, ref s12);
            Step(Unsafe.Add(ref a, 2), b0, b1, b2, ref s20, ref s21, ref s22);
            Step(Unsafe.Add(ref a, 3), b0, b1, b2, ref s30, ref s31, ref s32);
            Step(Unsafe.Add(ref a, 4), b0, b1, b2, ref s40, ref s41, ref s42);
            Step(Unsafe.Add(ref a, 5), b0, b1, b2, ref s50, ref s51, ref s52);
            Step(Unsafe.Add(ref a, 6), b0, b1, b2, ref s60, ref s61, ref s62);
            Step(Unsafe.Add(ref a, 7), b0, b1, b2, ref s70, ref s71, ref s72);
            a = ref Unsafe.Add(ref a, Group);
            b = ref Unsafe.Add(ref b, Group);
        }
        AddRow(s00, s01, s02, ref tile, 0 * stride);
        AddRow(s10, s11, s12, ref tile, 1 * stride);
        AddRow(s20, s21, s22, ref tile, 2 * stride);
        AddRow(s30, s31, s32, ref tile, 3 * stride);
        AddRow(s40, s41, s42, ref tile, 4 * stride);
        AddRow(s50, s51, s52, ref tile, 5 * stride);
        AddRow(s60, s61, s62, ref tile, 6 * stride);
        AddRow(s70, s71, s72, ref tile, 7 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Step(double a, Vector512<double> b0, Vector512<double> b1, Vector512<double> b2,
        ref Vector512<double> s0, ref Vector512<double> s1, ref Vector512<double> s2)
    {
        Vector512<double> x = Vector512.Create(a);
        s0 = Vector512.FusedMultiplyAdd(x, b0, s0);
        s1 = Vector512.FusedMultiplyAdd(x, b1, s1);
        s2 = Vector512.FusedMultiplyAdd(x, b2, s2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void AddRow(Vector512<double> s0, Vector512<double> s1, Vector512<double> s2, ref double tile, nuint place)
    {
        (Vector512.LoadUnsafe(ref tile, place) + s0).StoreUnsafe(ref tile, place);
        (Vector512.LoadUnsafe(ref tile, place + Group) + s1).StoreUnsafe(ref tile, place + Group);
        (Vector512.LoadUnsafe(ref tile, place + 2 * Group) + s2).StoreUnsafe(ref tile, place + 2 * Group);
    }

    // 4 rows by one group.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void AddTile256(ref readonly double left, ref readonly double right, int depth, ref double tile, nuint stride)
    {
        ref double a = ref Unsafe.AsRef(in left);
        ref double b = ref Unsafe.AsRef(in right);
        Vector256<double> s00 = default, s01 = default, s10 = default, s11 = default;
        Vector256<double> s20 = default, s21 = default, s30 = default, s31 = default;
        for (int k = 0; k < depth; k++)
        {
            Vector256<double> b0 = Vector256.LoadUnsafe(ref b), b1 = Vector256.LoadUnsafe(ref b, 4);
            Vector256<double> x0 = Vector256.Create(a), x1 = Vector256.Create(Unsafe.Add(ref a, 1));
            s00 = Vector256.FusedMultiplyAdd(x0, b0, s00);
            s01 = Vector256.FusedMultiplyAdd(x0, b1, s01);
            s10 = Vector256.FusedMultiplyAdd(x1, b0, s10);
            s11 = Vector256.FusedMultiplyAdd(x1, b1, s11);
            Vector256<double> x2 = Vector256.Create(Unsafe.Add(ref a, 2)), x3 = Vector256.Create(Unsafe.Add(ref a, 3));
            s20 = Vector256.FusedMultiplyAdd(x2, b0, s20);
            s21 = Vector256.FusedMultiplyAdd(x2, b1, s21);
            s30 = Vector256.FusedMultiplyAdd(x3, b0, s30);
            s31 = Vector256.FusedMultiplyAdd(x3, b1, s31);
            a = ref Unsafe.Add(ref a, Group);
            b = ref Unsafe.Add(ref b, Group);
        }
        AddRow(s00, s01, ref tile, 0);
        AddRow(s10, s11, ref tile, stride);
        AddRow(s20, s21, ref tile, 2 * stride);
        AddRow(s30, s31, ref tile, 3 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void AddRow(Vector256<double> s0, Vector256<double> s1, ref double tile, nuint place)
    {
        (Vector256.LoadUnsafe(ref tile, place) + s0).StoreUnsafe(ref tile, place);
        (Vector256.LoadUnsafe(ref tile, place + 4) + s1).StoreUnsafe(ref tile, place + 4);
    }
}
