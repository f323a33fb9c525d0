using TransferPredict.Features.Concepts.Clustering;
using TransferPredict.Features.Tests.Spectra;

namespace TransferPredict.Features.Tests.Concepts.Clustering;

public unsafe class DotTileTest
{
    delegate void Kernel(float* rows, float* columns, int depth, float* dots);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(257)]
    public void EveryKernel_HasTheBitsOfThePlainSum(int depth)
    {
        float[] expected = Run(Plain, depth);
        Assert.Equal(expected, Run(DotTile.Wide, depth));
        Assert.Equal(expected, Run(DotTile.Compute, depth));
        Assert.Equal(expected, Run(Quarters, depth));
    }

    [Theory]
    [InlineData(5, 4)]
    [InlineData(32, 7)]
    [InlineData(33, 12)]
    public void Panels_HoldEachVectorLessTheOrigin(int vectors, int depth)
    {
        float[] values = Seeded.GaussianRows(vectors, depth, 2), origin = Seeded.GaussianRows(1, depth, 3);
        using var panels = new Panels(vectors, DotTile.Columns, depth);
        fixed (float* v = values, o = origin)
            for (int i = 0; i < vectors; i += 4)
                panels.SetFour(i, At(v, i), At(v, i + 1), At(v, i + 2), At(v, i + 3), o);
        for (int i = 0; i < vectors; i++)
        {
            double squares = 0;
            for (int k = 0; k < depth; k++)
            {
                float stored = panels[i / DotTile.Columns][k * DotTile.Columns + i % DotTile.Columns];
                Assert.Equal(values[i * depth + k] - origin[k], stored);
                squares += (double)stored * stored;
            }
            Assert.Equal(squares, panels.SquaredNorm(i), 1e-12 * squares);
        }

        float* At(float* v, int i) => v + Math.Min(i, vectors - 1) * depth;
    }

    static float[] Run(Kernel kernel, int depth)
    {
        float[] rows = Seeded.GaussianRows(depth, DotTile.Rows, 1), columns = Seeded.GaussianRows(depth, DotTile.Columns, 2);
        float[] dots = new float[DotTile.Rows * DotTile.Columns];
        fixed (float* r = rows, c = columns, d = dots)
            kernel(r, c, depth, d);
        return dots;
    }

    static void Quarters(float* rows, float* columns, int depth, float* dots)
    {
        for (int c = 0; c < DotTile.Columns; c += 16)
            for (int r = 0; r < DotTile.Rows; r += 6)
                DotTile.Narrow(rows + r, columns + c, depth, dots + r * DotTile.Columns + c);
    }

    static void Plain(float* rows, float* columns, int depth, float* dots)
    {
        for (int r = 0; r < DotTile.Rows; r++)
            for (int c = 0; c < DotTile.Columns; c++)
                for (int k = 0; k < depth; k++)
                    dots[r * DotTile.Columns + c] = MathF.FusedMultiplyAdd(rows[k * DotTile.Rows + r], columns[k * DotTile.Columns + c], dots[r * DotTile.Columns + c]);
    }
}
