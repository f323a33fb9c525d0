using TransferPredict.Features.Numerics;
using TransferPredict.Features.Tests.Spectra;

namespace TransferPredict.Features.Tests.Concepts.Clustering;

/// <summary>Seeded groups of points around centres, all far from the origin.</summary>
static class Blobs
{
    /// <summary>Point i belongs to group i mod groups.</summary>
    internal static float[] Make(int points, int columns, int groups, double spread, long seed)
    {
        SeededRandom random = new(seed, "blobs");
        double[] centres = new double[groups * columns];
        for (int i = 0; i < centres.Length; i++)
            centres[i] = 50 + 10 * Seeded.Gaussian(ref random);
        float[] values = new float[points * columns];
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)(centres[i / columns % groups * columns + i % columns] + spread * Seeded.Gaussian(ref random));
        return values;
    }

    internal static double SquaredDistance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int j = 0; j < a.Length; j++)
            sum += ((double)a[j] - b[j]) * ((double)a[j] - b[j]);
        return sum;
    }
}
