using System.Runtime.Intrinsics;

namespace TransferPredict.Features.Concepts.Clustering;

/// <summary>The nearest centroid of every point: |x - c|² is least where |c|² - 2 x·c is.</summary>
sealed unsafe class CentroidSearch : IDisposable
{
    readonly PointMatrix _points;
    readonly int _clusters;
    readonly int[] _rows;
    readonly float[] _scores;
    readonly Panels _centroids;
    readonly Panels _norms;

    internal CentroidSearch(PointMatrix points, int clusters)
    {
        _points = points;
        _clusters = clusters;
        _rows = [.. Enumerable.Range(0, points.Rows)];
        _scores = new float[points.Rows];
        _centroids = new Panels(clusters, DotTile.Columns, points.Columns);
        _norms = new Panels(1, _centroids.Count * DotTile.Columns, 1);
        new Span<float>(_norms[0], _centroids.Count * DotTile.Columns)[clusters..].Fill(float.PositiveInfinity);
    }

    /// <summary>Assigns every point.</summary>
    /// <param name="centroids">Centroids one after the other.</param>
    /// <param name="assignments">Takes each point's nearest centroid, the first of equals.</param>
    internal void Assign(float[] centroids, int[] assignments)
    {
        int depth = _points.Columns;
        fixed (float* values = centroids, origin = _points.Mean)
        {
            for (int i = 0; i < _clusters; i += 4)
                _centroids.SetFour(i, Row(i, values), Row(i + 1, values), Row(i + 2, values), Row(i + 3, values), origin);
            for (int i = 0; i < _clusters; i++)
                _norms[0][i] = (float)_centroids.SquaredNorm(i);
            NearestSearch.Run(_points.Values, depth, _rows, origin, _centroids, new Score(_norms[0]), assignments, _scores, _points.Parallel);
        }

        float* Row(int i, float* values) => values + (nint)Math.Min(i, _clusters - 1) * depth;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _centroids.Dispose();
        _norms.Dispose();
    }

    readonly struct Score(float* norms) : ITileScore
    {
        public Vector512<float> Of(Vector512<float> dots, int row, int column) =>
            Vector512.FusedMultiplyAdd(Vector512.Create(-2f), dots, Vector512.Load(norms + column));
    }
}
