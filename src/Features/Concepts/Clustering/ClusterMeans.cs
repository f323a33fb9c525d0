namespace TransferPredict.Features.Concepts.Clustering;

/// <summary>
/// The means of clusters. Each is summed over its points in ascending order in double precision, and only where a point came or
/// went, so that threads share clusters and the bits do not depend on their number.
/// </summary>
sealed unsafe class ClusterMeans
{
    readonly PointMatrix _points;
    readonly int[] _of;
    readonly int[] _starts;
    readonly int[] _members;

    internal ClusterMeans(PointMatrix points, float[] centroids)
    {
        _points = points;
        Centroids = centroids;
        Clusters = centroids.Length / points.Columns;
        _of = new int[points.Rows];
        Array.Fill(_of, -1);
        _starts = new int[Clusters + 1];
        _members = new int[points.Rows];
    }

    /// <summary>The means, one after the other; a cluster without points keeps what it had.</summary>
    internal float[] Centroids { get; }

    internal int Clusters { get; }

    /// <summary>Moves the centroids to the means of their points. A cluster that lost all its points first takes the farthest point of the others.</summary>
    /// <param name="assignments">Each point's cluster; changed where an empty cluster takes a point.</param>
    /// <returns>Sum of the squared shifts.</returns>
    internal double Update(int[] assignments)
    {
        Fill(assignments);
        bool[] changed = new bool[Clusters];
        Array.Clear(_starts);
        for (int i = 0; i < assignments.Length; i++)
        {
            _starts[assignments[i] + 1]++;
            if (_of[i] != assignments[i])
            {
                changed[assignments[i]] = true;
                if (_of[i] >= 0)
                    changed[_of[i]] = true;
                _of[i] = assignments[i];
            }
        }
        for (int c = 0; c < Clusters; c++)
            _starts[c + 1] += _starts[c];
        int[] next = _starts[..^1];
        for (int i = 0; i < assignments.Length; i++)
            _members[next[assignments[i]]++] = i;

        double[] shifts = new double[Clusters];
        Parallel.For(0, Clusters, _points.Parallel, c =>
        {
            if (changed[c] && _starts[c + 1] > _starts[c])
                shifts[c] = Move(c);
        });
        return shifts.Sum();
    }

    double Move(int cluster)
    {
        ReadOnlySpan<int> members = _members.AsSpan(_starts[cluster].._starts[cluster + 1]);
        double[] sums = new double[_points.Columns];
        foreach (int point in members)
            PointMatrix.AddTo(sums, _points.Row(point));
        Span<float> centroid = Centroids.AsSpan(cluster * sums.Length, sums.Length);
        double shift = 0;
        for (int j = 0; j < sums.Length; j++)
        {
            float mean = (float)(sums[j] / members.Length);
            shift += ((double)mean - centroid[j]) * ((double)mean - centroid[j]);
            centroid[j] = mean;
        }
        return shift;
    }

    void Fill(int[] assignments)
    {
        int[] sizes = new int[Clusters];
        foreach (int cluster in assignments)
            sizes[cluster]++;
        if (Array.IndexOf(sizes, 0) < 0)
            return;
        double[] distances = _points.SquaredDistances(Centroids, assignments);
        int[] farthest = [.. Enumerable.Range(0, distances.Length).OrderByDescending(i => distances[i])];
        int at = 0;
        for (int empty = 0; empty < Clusters; empty++)
        {
            if (sizes[empty] > 0)
                continue;
            // Not the only point of another cluster, and none that already lies on its centroid: there are too few different points then.
            while (at < farthest.Length && sizes[assignments[farthest[at]]] == 1)
                at++;
            if (at == farthest.Length || distances[farthest[at]] == 0)
                return;
            sizes[assignments[farthest[at]]]--;
            sizes[empty] = 1;
            assignments[farthest[at++]] = empty;
        }
    }
}
