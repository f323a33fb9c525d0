using TransferPredict.Features.Concepts.Clustering;
using TransferPredict.Features.Tests.Spectra;

namespace TransferPredict.Features.Tests.Concepts.Clustering;

public class KMeansTest
{
    [Theory]
    [InlineData(500, 20, 8, 4.0)]
    [InlineData(333, 5, 40, 8.0)]
    [InlineData(200, 3, 1, 1.0)]
    [InlineData(97, 33, 33, 12.0)]
    public void FitFrom_IsPlainLloyd(int points, int columns, int clusters, double spread)
    {
        float[] values = Blobs.Make(points, columns, Math.Max(2, clusters / 2), spread, points);
        float[] start = values[..(clusters * columns)];
        var options = new KMeansOptions { MaxIterations = 7, Tolerance = 0 };
        KMeansResult result = KMeans.FitFrom(values, columns, start, options);
        (int[] assignments, double inertia) = PlainLloyd(values, columns, start, result.Iterations);
        Assert.Equal(assignments, result.Assignments);
        Assert.Equal(inertia, result.Inertia, 1e-5 * inertia);
        for (int c = 0; c < clusters; c++)
        {
            float[][] members = [.. Enumerable.Range(0, points).Where(i => result.Assignments[i] == c).Select(i => values[(i * columns)..((i + 1) * columns)])];
            for (int j = 0; j < columns && result.Converged; j++)
                Assert.Equal(members.Average(m => (double)m[j]), result.Centroids[c * columns + j], 1e-4);
        }
    }

    [Fact]
    public void Fit_FindsGroupsThatAreThere()
    {
        float[] values = Blobs.Make(600, 10, 12, 0.5, 4);
        KMeansResult result = KMeans.Fit(values, 10, new KMeansOptions { Clusters = 12 });
        Assert.True(result.Converged);
        for (int i = 12; i < 600; i++)
            Assert.Equal(result.Assignments[i % 12], result.Assignments[i]);
        Assert.Equal(12, result.Assignments.Distinct().Count());
        Assert.InRange(result.Inertia, 0.8 * 600 * 10 * 0.25, 1.2 * 600 * 10 * 0.25);
    }

    [Fact]
    public void Fit_SameBitsForAnyNumberOfThreads_OthersForOtherSeeds()
    {
        float[] values = Blobs.Make(3000, 24, 30, 9, 5);
        var options = new KMeansOptions { Clusters = 50, Restarts = 2, MaxIterations = 6 };
        KMeansResult one = KMeans.Fit(values, 24, options with { Threads = 1 });
        foreach (int threads in (int[])[2, 3, 8, -1])
        {
            KMeansResult many = KMeans.Fit(values, 24, options with { Threads = threads });
            Assert.Equal(one.Assignments.AsEnumerable(), many.Assignments);
            Assert.Equal(one.Centroids.AsEnumerable(), many.Centroids);
            Assert.Equal(one.Inertia, many.Inertia);
        }
        Assert.NotEqual(one.Centroids.AsEnumerable(), KMeans.Fit(values, 24, options with { Seed = 2 }).Centroids);
    }

    [Fact]
    public void Fit_KeepsTheBestRestart()
    {
        float[] values = Blobs.Make(400, 6, 25, 3, 6);
        var options = new KMeansOptions { Clusters = 25, Restarts = 1 };
        var told = new ToldShares();
        double[] inertias = [.. Enumerable.Range(1, 5).Select(n => KMeans.Fit(values, 6, options with { Restarts = n }, n == 4 ? told : null).Inertia)];
        Assert.Equal([0.25, 0.5, 0.75, 1], told.Shares);
        Assert.Equal(inertias.OrderDescending(), inertias);
        Assert.True(inertias[^1] < inertias[0]);
    }

    [Fact]
    public void EmptyClusters_TakeTheFarthestPoints()
    {
        // Two of three start at the same place, far from everything: both lose all their points.
        float[] values = [0, 1, 2, 100, 50], start = [0, 1e6f, 1e6f];
        KMeansResult result = KMeans.FitFrom(values, 1, start, new KMeansOptions());
        Assert.Equal([0, 0, 0, 1, 2], result.Assignments.AsEnumerable());
        Assert.Equal(2, result.Inertia, 1e-9);
    }

    [Fact]
    public void EmptyClusters_StayWhereThereAreTooFewDifferentPoints()
    {
        float[] values = [1, 1, 2, 2, 2];
        KMeansResult result = KMeans.Fit(values, 1, new KMeansOptions { Clusters = 4 });
        Assert.Equal(0, result.Inertia);
        Assert.Equal(result.Assignments[0], result.Assignments[1]);
        Assert.Equal(2, result.Assignments.Distinct().Count());
    }

    [Fact]
    public void Fit_AsManyClustersAsPoints()
    {
        float[] values = Blobs.Make(30, 4, 30, 1, 7);
        KMeansResult result = KMeans.Fit(values, 4, new KMeansOptions { Clusters = 30 });
        Assert.Equal(30, result.Assignments.Distinct().Count());
        Assert.Equal(0, result.Inertia, 1e-6);
    }

    [Fact]
    public void Fit_SaysWhatIsWrong()
    {
        float[] values = Seeded.GaussianRows(10, 3, 8);
        Assert.Contains("10 points", Assert.Throws<ArgumentOutOfRangeException>(() => KMeans.Fit(values, 3, new KMeansOptions { Clusters = 11 })).Message, StringComparison.Ordinal);
        Assert.Contains("30 values were found", Assert.Throws<ArgumentException>(() => KMeans.Fit(values, 4, new KMeansOptions { Clusters = 2 })).Message, StringComparison.Ordinal);
        Assert.Contains("4 values of initial centroids", Assert.Throws<ArgumentException>(() => KMeans.FitFrom(values, 3, values.AsSpan(0, 4), new KMeansOptions())).Message, StringComparison.Ordinal);
        values[17] = float.NaN;
        Assert.Contains("NaN was found at row 5, column 2", Assert.Throws<ArgumentException>(() => KMeans.Fit(values, 3, new KMeansOptions { Clusters = 2 })).Message, StringComparison.Ordinal);
        values[17] = 1e19f;
        Assert.Contains("at most 1E+36", Assert.Throws<ArgumentException>(() => KMeans.Fit(values, 3, new KMeansOptions { Clusters = 2 })).Message, StringComparison.Ordinal);
        Assert.Throws<OperationCanceledException>(() => KMeans.Fit(Seeded.GaussianRows(10, 3, 8), 3, new KMeansOptions { Clusters = 2 }, cancellation: new CancellationToken(canceled: true)));
    }

    static (int[] Assignments, double Inertia) PlainLloyd(float[] values, int columns, float[] start, int iterations)
    {
        int points = values.Length / columns, clusters = start.Length / columns;
        float[] centroids = [.. start];
        int[] assignments = Assign();
        for (int iteration = 0; iteration < iterations; iteration++)
        {
            for (int c = 0; c < clusters; c++)
            {
                int[] members = [.. Enumerable.Range(0, points).Where(i => assignments[i] == c)];
                Assert.NotEmpty(members);
                for (int j = 0; j < columns; j++)
                    centroids[c * columns + j] = (float)members.Average(i => (double)values[i * columns + j]);
            }
            assignments = Assign();
        }
        return (assignments, Enumerable.Range(0, points).Sum(i => Distance(i, assignments[i])));

        int[] Assign() => [.. Enumerable.Range(0, points).Select(i => Enumerable.Range(0, clusters).MinBy(c => Distance(i, c)))];

        double Distance(int i, int c) => Blobs.SquaredDistance(values.AsSpan(i * columns, columns), centroids.AsSpan(c * columns, columns));
    }
}
