using TransferPredict.Features.Concepts.Clustering;

namespace TransferPredict.Features.Tests.Concepts.Clustering;

public class WardTest
{
    [Theory]
    [InlineData(2, 3, 1)]
    [InlineData(60, 4, 8)]
    [InlineData(150, 20, 30)]
    [InlineData(131, 1, 5)]
    public void Fit_IsThePlainAlgorithm(int points, int columns, int groups)
    {
        float[] values = Blobs.Make(points, columns, groups, 3, points);
        var told = new ToldShares();
        Dendrogram tree = Ward.Fit(values, columns, new WardOptions(), told);
        Assert.Equal(told.Shares.Order(), told.Shares);
        Assert.Equal(1, told.Shares[^1]);
        ClusterMerge[] expected = Plain(values, columns);
        Assert.Equal(points, tree.Points);
        Assert.Equal(expected.Select(m => (m.First, m.Second, m.Size)), tree.Merges.Select(m => (m.First, m.Second, m.Size)));
        foreach ((ClusterMerge e, ClusterMerge found) in expected.Zip(tree.Merges))
            Assert.Equal(e.Height, found.Height, 1e-4 * e.Height);
    }

    [Fact]
    public void Fit_SameBitsForAnyNumberOfThreads()
    {
        float[] values = Blobs.Make(1500, 16, 40, 9, 3);
        Dendrogram one = Ward.Fit(values, 16, new WardOptions { Threads = 1 });
        foreach (int threads in (int[])[2, 5, -1])
            Assert.Equal(one.Merges.AsEnumerable(), Ward.Fit(values, 16, new WardOptions { Threads = threads }).Merges);
        Assert.Equal(one.Merges.Select(m => m.Height).Order(), one.Merges.Select(m => m.Height));
    }

    [Fact]
    public void Cut_FindsGroupsThatAreThere()
    {
        float[] values = Blobs.Make(300, 8, 10, 0.5, 4);
        Dendrogram tree = Ward.Fit(values, 8, new WardOptions());
        Assert.Equal(Enumerable.Range(0, 300).Select(i => i % 10), tree.Cut(10));
        Assert.All(tree.Cut(1), label => Assert.Equal(0, label));
        Assert.Equal(Enumerable.Range(0, 300), tree.Cut(300));
        Assert.Contains("300 points", Assert.Throws<ArgumentOutOfRangeException>(() => tree.Cut(301)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_EqualPointsAndOnePoint()
    {
        Dendrogram tree = Ward.Fit(Enumerable.Repeat(3f, 40).ToArray(), 2, new WardOptions());
        Assert.Equal(19, tree.Merges.Length);
        Assert.All(tree.Merges, m => Assert.Equal(0, m.Height));
        Assert.Empty(Ward.Fit(new float[] { 1, 2 }, 2, new WardOptions()).Merges);
    }

    [Fact]
    public void Fit_RefusesToPassTheMemoryLimit()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Ward.Fit(new float[2_000_000], 100, new WardOptions { MemoryLimit = 15_000_000 }));
        Assert.Contains("Joining 20,000 vectors of 100 values takes 16 MB, expected at most 15 MB", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Always joins the one best pair of all.</summary>
    static ClusterMerge[] Plain(float[] values, int columns)
    {
        List<(int First, int Size, double[] Centroid)> clusters =
            [.. Enumerable.Range(0, values.Length / columns).Select(i => (i, 1, values[(i * columns)..((i + 1) * columns)].Select(v => (double)v).ToArray()))];
        List<ClusterMerge> merges = [];
        while (clusters.Count > 1)
        {
            (int a, int b) = Enumerable.Range(0, clusters.Count).SelectMany(i => Enumerable.Range(i + 1, clusters.Count - i - 1).Select(j => (i, j))).MinBy(p => Height(p.i, p.j));
            (int first, int n, double[] x) = clusters[a];
            (int second, int m, double[] y) = clusters[b];
            merges.Add(new ClusterMerge(first, second, Height(a, b), n + m));
            clusters[a] = (first, n + m, [.. x.Zip(y, (p, q) => (n * p + m * q) / (n + m))]);
            clusters.RemoveAt(b);
        }
        return [.. merges];

        double Height(int i, int j)
        {
            double n = clusters[i].Size, m = clusters[j].Size;
            return Math.Sqrt(2 * n * m / (n + m) * clusters[i].Centroid.Zip(clusters[j].Centroid, (p, q) => (p - q) * (p - q)).Sum());
        }
    }
}
