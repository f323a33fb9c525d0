using System.Runtime.Intrinsics;
using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Concepts.Clustering;

/// <summary>
/// Greedy k-means++ (Arthur and Vassilvitskii, SODA 2007, section 2; several candidates a step as in its section 6): each new
/// centroid is a point drawn with probability proportional to its squared distance from those so far, the best of
/// 2 + ⌊ln clusters⌋ draws.
/// </summary>
static unsafe class KMeansSeeding
{
    const int Lanes = 16;

    /// <summary>Chooses the points to start from.</summary>
    /// <returns>Their values one after the other.</returns>
    internal static float[] Choose(PointMatrix points, int clusters, ref SeededRandom random)
    {
        int n = points.Rows, columns = points.Columns, trials = 2 + (int)Math.Log(clusters);
        float[] centroids = new float[clusters * columns];
        float[][] candidates = [.. Enumerable.Range(0, trials).Select(_ => new float[n])];
        float[] nearest = new float[n];
        Array.Fill(nearest, float.PositiveInfinity);
        double[] cumulative = new double[n];
        int[] draws = [random.Next(n)];
        for (int cluster = 0; cluster < clusters; cluster++)
        {
            points.ForBlocks((first, end) => Measure(points, draws, nearest, candidates, first, end));
            int best = Enumerable.Range(0, draws.Length).MinBy(t => Sum(candidates[t]));
            (nearest, candidates[best]) = (candidates[best], nearest);
            new ReadOnlySpan<float>(points.Row(draws[best]), columns).CopyTo(centroids.AsSpan(cluster * columns));

            double total = 0;
            for (int i = 0; i < n; i++)
                cumulative[i] = total += nearest[i];
            draws = new int[trials];
            for (int t = 0; t < trials; t++)
                draws[t] = Draw(cumulative, total, ref random);
        }
        return centroids;
    }

    /// <summary>A point drawn by its share of the total; any point when all distances are 0.</summary>
    static int Draw(double[] cumulative, double total, ref SeededRandom random)
    {
        if (total == 0)
            return random.Next(cumulative.Length);
        double place = (random.Next() >> 11) * (1.0 / (1L << 53)) * total;
        int at = Array.BinarySearch(cumulative, place);
        // The first point whose share ends after the place; points of no share end where the one before does.
        at = at < 0 ? ~at : at + 1;
        while (at < cumulative.Length - 1 && cumulative[at] <= place)
            at++;
        return Math.Min(at, cumulative.Length - 1);
    }

    static double Sum(float[] values)
    {
        double sum = 0;
        foreach (float value in values)
            sum += value;
        return sum;
    }

    /// <summary>For each candidate, what every point's squared distance to the nearest centroid would become.</summary>
    static void Measure(PointMatrix points, int[] draws, float[] nearest, float[][] candidates, int first, int end)
    {
        for (int i = first; i < end; i++)
            for (int t = 0; t < draws.Length; t++)
                candidates[t][i] = Math.Min(nearest[i], SquaredDistance(points.Row(i), points.Row(draws[t]), points.Columns));
    }

    static float SquaredDistance(float* a, float* b, int columns)
    {
        Vector512<float> sums = default;
        int j = 0;
        for (; j <= columns - Lanes; j += Lanes)
        {
            Vector512<float> difference = Vector512.Load(a + j) - Vector512.Load(b + j);
            sums = Vector512.FusedMultiplyAdd(difference, difference, sums);
        }
        Vector256<float> eight = sums.GetLower() + sums.GetUpper();
        Vector128<float> four = eight.GetLower() + eight.GetUpper();
        float sum = four[0] + four[1] + (four[2] + four[3]);
        for (; j < columns; j++)
            sum += (a[j] - b[j]) * (a[j] - b[j]);
        return sum;
    }
}
