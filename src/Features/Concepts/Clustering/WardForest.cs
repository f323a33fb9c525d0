using System.Runtime.Intrinsics;

namespace TransferPredict.Features.Concepts.Clustering;

/// <summary>The clusters of <see cref="Ward"/> that are left, and the nearest of each.</summary>
sealed unsafe class WardForest : IDisposable
{
    readonly PointMatrix _points;
    readonly float[] _zeros;

    // A cluster lives in a slot: the first of its parts' slots when it is joined, so that slots stay in the order of first points.
    readonly float[] _centroids;
    readonly int[] _firstPoint;
    readonly int[] _size;
    readonly double[] _height;
    readonly int[] _nearest;
    readonly bool[] _stale;
    int _slots;
    Panels _columns;
    Panels _norms;
    Panels _sizes;

    internal WardForest(PointMatrix points)
    {
        _points = points;
        Count = _slots = points.Rows;
        _zeros = new float[points.Columns];
        _centroids = new float[points.Rows * points.Columns];
        points.ForBlocks((first, end) =>
        {
            for (int i = first; i < end; i++)
                for (int j = 0; j < points.Columns; j++)
                    _centroids[i * points.Columns + j] = points.Row(i)[j] - points.Mean[j];
        });
        _firstPoint = [.. Enumerable.Range(0, _slots)];
        _size = new int[_slots];
        _size.AsSpan().Fill(1);
        _height = new double[_slots];
        _nearest = new int[_slots];
        _stale = new bool[_slots];
        _stale.AsSpan().Fill(true);
        (_columns, _norms, _sizes) = Pack();
    }

    /// <summary>Clusters that are left.</summary>
    internal int Count { get; private set; }

    /// <summary>Finds the nearest cluster of every cluster whose nearest is not known.</summary>
    internal void FindNearest()
    {
        int[] rows = [.. Enumerable.Range(0, _slots).Where(i => _size[i] > 0 && _stale[i])];
        int[] found = new int[rows.Length];
        fixed (float* centroids = _centroids, zeros = _zeros)
            NearestSearch.Run(centroids, _points.Columns, rows, zeros, _columns, new Score(_norms[0], _sizes[0]), found, new float[rows.Length], _points.Parallel);
        for (int i = 0; i < rows.Length; i++)
        {
            _nearest[rows[i]] = found[i];
            _stale[rows[i]] = false;
        }
    }

    /// <summary>Joins all pairs that are each other's nearest.</summary>
    internal List<ClusterMerge> JoinNearest()
    {
        List<ClusterMerge> merges = [];
        bool[] joined = new bool[_slots];
        for (int a = 0; a < _slots; a++)
            if (_size[a] > 0 && _nearest[a] is var b && b > a && _nearest[b] == a)
            {
                merges.Add(Join(a, b));
                joined[a] = joined[b] = true;
            }
        // Rounding may, once in a blue moon, leave a ring of nearest clusters without such a pair; none is left when all are searched anew,
        // since scores are symmetric to the bit and ties go to the first slot.
        for (int i = 0; i < _slots; i++)
            _stale[i] = merges.Count == 0 || joined[i] || joined[_nearest[i]];
        if (Count < _slots / 2)
            Compact();
        return merges;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _columns.Dispose();
        _norms.Dispose();
        _sizes.Dispose();
    }

    Span<float> Centroid(int slot) => _centroids.AsSpan(slot * _points.Columns, _points.Columns);

    ClusterMerge Join(int a, int b)
    {
        Span<float> first = Centroid(a), second = Centroid(b);
        double n = _size[a], m = _size[b], squares = 0;
        for (int j = 0; j < first.Length; j++)
        {
            double difference = (double)first[j] - second[j];
            squares += difference * difference;
            first[j] = (float)((n * first[j] + m * second[j]) / (n + m));
        }
        // Never below the heights of the parts, which rounding could otherwise bring about.
        _height[a] = Math.Max(Math.Sqrt(2 * n * m / (n + m) * squares), Math.Max(_height[a], _height[b]));
        (int firstPoint, int secondPoint) = (_firstPoint[a], _firstPoint[b]);
        _size[a] += _size[b];
        _size[b] = 0;
        Count--;
        SetColumns(a);
        SetNorm(a);
        SetNorm(b);
        return new ClusterMerge(firstPoint, secondPoint, _height[a], _size[a]);
    }

    /// <summary>Moves the clusters that are left to the front, so that no time goes into slots that are empty.</summary>
    void Compact()
    {
        int[] moved = new int[_slots];
        int next = 0;
        for (int i = 0; i < _slots; i++)
            if (_size[i] > 0)
            {
                Centroid(i).CopyTo(Centroid(next));
                (_firstPoint[next], _size[next], _height[next], _nearest[next], _stale[next]) = (_firstPoint[i], _size[i], _height[i], _nearest[i], _stale[i]);
                moved[i] = next++;
            }
        _slots = next;
        for (int i = 0; i < _slots; i++)
            _nearest[i] = moved[_nearest[i]]; // a stale one may be wrong, but is not looked at
        Dispose();
        (_columns, _norms, _sizes) = Pack();
    }

    (Panels Columns, Panels Norms, Panels Sizes) Pack()
    {
        _columns = new Panels(_slots, DotTile.Columns, _points.Columns);
        int padded = _columns.Count * DotTile.Columns;
        (_norms, _sizes) = (new Panels(1, padded, 1), new Panels(1, padded, 1));
        new Span<float>(_norms[0], padded)[_slots..].Fill(float.PositiveInfinity);
        new Span<float>(_sizes[0], padded)[_slots..].Fill(1);
        for (int i = 0; i < _slots; i += 4)
            SetColumns(i);
        for (int i = 0; i < _slots; i++)
            SetNorm(i);
        return (_columns, _norms, _sizes);
    }

    void SetColumns(int slot)
    {
        int first = slot / 4 * 4, columns = _points.Columns;
        fixed (float* values = _centroids, zeros = _zeros)
            _columns.SetFour(first, Row(first, values), Row(first + 1, values), Row(first + 2, values), Row(first + 3, values), zeros);

        float* Row(int i, float* values) => values + (nint)Math.Min(i, _slots - 1) * columns;
    }

    void SetNorm(int slot)
    {
        _norms[0][slot] = _size[slot] > 0 ? (float)_columns.SquaredNorm(slot) : float.PositiveInfinity;
        _sizes[0][slot] = Math.Max(1, _size[slot]);
    }

    /// <summary>Ward's distance n m / (n + m) |a - b|² from the dot product; the same bits for (a, b) and (b, a).</summary>
    readonly struct Score(float* norms, float* sizes) : ITileScore
    {
        static readonly Vector512<int> _places = Vector512<int>.Indices;

        public Vector512<float> Of(Vector512<float> dots, int row, int column)
        {
            Vector512<float> n = Vector512.Create(sizes[row]), m = Vector512.Load(sizes + column);
            Vector512<float> squares = Vector512.FusedMultiplyAdd(Vector512.Create(-2f), dots, Vector512.Create(norms[row]) + Vector512.Load(norms + column));
            Vector512<float> score = Vector512.Max(squares, Vector512<float>.Zero) * (n * m / (n + m));
            Vector512<float> self = Vector512.Equals(_places + Vector512.Create(column), Vector512.Create(row)).AsSingle();
            return Vector512.ConditionalSelect(self, Vector512.Create(float.PositiveInfinity), score);
        }
    }
}
