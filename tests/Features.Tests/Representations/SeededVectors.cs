using TransferPredict.Features.Numerics;
using TransferPredict.Features.Representations.Vectors;

namespace TransferPredict.Features.Tests.Representations;

/// <summary>Seeded vectors, and what is kept of them computed the plain way.</summary>
static class SeededVectors
{
    /// <summary>Numbers in [-1, 1).</summary>
    internal static float[] Random(int count, int seed)
    {
        var random = new SeededRandom(seed, "vectors");
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = random.Next(1 << 20) / (float)(1 << 19) - 1;
        return values;
    }

    internal static LayerVectors Layer(float[] words, int width, float[]? sentences = null)
    {
        int count = words.Length / width;
        double[] mean = new double[width], covariance = new double[width * width];
        for (int i = 0; i < words.Length; i++)
            mean[i % width] += words[i] / (double)count;
        for (int row = 0; row < count; row++)
        {
            for (int i = 0; i < width; i++)
            {
                for (int j = 0; j < width; j++)
                    covariance[i * width + j] += (words[row * width + i] - mean[i]) * (words[row * width + j] - mean[j]) / count;
            }
        }
        return new LayerVectors(mean, covariance, words, sentences ?? []);
    }

    internal static double Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double ab = 0, aa = 0, bb = 0;
        for (int i = 0; i < a.Length; i++)
        {
            ab += (double)a[i] * b[i];
            aa += (double)a[i] * a[i];
            bb += (double)b[i] * b[i];
        }
        return ab / Math.Sqrt(aa * bb);
    }
}
