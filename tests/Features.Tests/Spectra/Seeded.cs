using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Tests.Spectra;

/// <summary>Seeded numbers for tests of spectra.</summary>
static class Seeded
{
    /// <summary>Uniform in (0, 1).</summary>
    internal static double Uniform(ref SeededRandom random) => ((random.Next() >> 12) + 0.5) / (1L << 52);

    internal static double Gaussian(ref SeededRandom random) =>
        Math.Sqrt(-2 * Math.Log(Uniform(ref random))) * Math.Cos(2 * Math.PI * Uniform(ref random));

    /// <summary>Values with P(X > x) = x^(1-alpha) for x >= 1.</summary>
    internal static double[] Pareto(int count, double alpha, long seed)
    {
        SeededRandom random = new(seed, "pareto");
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
            values[i] = Math.Pow(Uniform(ref random), -1 / (alpha - 1));
        return values;
    }

    internal static float[] GaussianRows(int rows, int columns, long seed)
    {
        SeededRandom random = new(seed, "rows");
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)Gaussian(ref random);
        return values;
    }

    internal static double[] SymmetricMatrix(int order, long seed)
    {
        SeededRandom random = new(seed, "symmetric");
        double[] values = new double[order * order];
        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j <= i; j++)
                values[i * order + j] = values[j * order + i] = Gaussian(ref random);
        }
        return values;
    }

    /// <summary>Q diag(eigenvalues) Qᵀ with Q a product of random reflections.</summary>
    internal static double[] WithEigenvalues(double[] eigenvalues, long seed)
    {
        int n = eigenvalues.Length;
        SeededRandom random = new(seed, "rotation");
        double[] a = new double[n * n];
        for (int i = 0; i < n; i++)
            a[i * n + i] = eigenvalues[i];
        for (int times = 0; times < 5; times++)
        {
            double[] v = new double[n], p = new double[n];
            for (int i = 0; i < n; i++)
                v[i] = Gaussian(ref random);
            double tau = 2 / v.Sum(x => x * x), dot = 0;
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                    p[i] += tau * a[i * n + j] * v[j];
                dot += p[i] * v[i];
            }
            for (int i = 0; i < n; i++)
                p[i] -= 0.5 * tau * dot * v[i];
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                    a[i * n + j] -= v[i] * p[j] + p[i] * v[j];
            }
        }
        return a;
    }
}
