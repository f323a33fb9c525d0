using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Tests.Spectra.Decomposition;

/// <summary>Matrices turned by random reflections, which leaves their singular values as they are.</summary>
static class Rotated
{
    /// <summary>A matrix of rows x columns with the singular values given, min(rows, columns) of them.</summary>
    internal static double[] Matrix(double[] singularValues, int rows, int columns, long seed)
    {
        double[] a = new double[rows * columns];
        for (int i = 0; i < singularValues.Length; i++)
            a[i * columns + i] = singularValues[i];
        return Turn(a, rows, columns, seed);
    }

    /// <summary>The matrix, turned from both sides.</summary>
    internal static double[] Turn(double[] matrix, int rows, int columns, long seed)
    {
        SeededRandom random = new(seed, "turn");
        double[] a = [.. matrix];
        for (int times = 0; times < 3; times++)
        {
            Reflect(a, rows, columns, columns, 1, ref random);
            Reflect(a, columns, 1, rows, columns, ref random);
        }
        return a;
    }

    // x -= 2 v vᵀx / vᵀv for each of `others` vectors x, their places `along` and they themselves `across` apart.
    static void Reflect(double[] a, int length, int along, int others, int across, ref SeededRandom random)
    {
        double[] v = new double[length];
        for (int i = 0; i < length; i++)
            v[i] = Seeded.Gaussian(ref random);
        double factor = 2 / v.Sum(x => x * x);
        for (int j = 0; j < others; j++)
        {
            double dot = 0;
            for (int i = 0; i < length; i++)
                dot += v[i] * a[i * along + j * across];
            for (int i = 0; i < length; i++)
                a[i * along + j * across] -= factor * dot * v[i];
        }
    }
}
