using System.Runtime.Intrinsics;

namespace TransferPredict.Features.Concepts.Clustering;

/// <summary>
/// Finds for each of many vectors the column of the least score, without ever holding all scores. A row's result depends on
/// nothing but that row and the columns, so it has the same bits for any number of threads.
/// </summary>
static unsafe class NearestSearch
{
    const int PanelsOfBlock = 8; // 96 rows of 768 values are 288 KB: they stay in the second-level cache while all columns pass
    const int Lanes = 16;

    /// <summary>Searches for every row.</summary>
    /// <param name="points">Vectors one after the other.</param>
    /// <param name="depth">Length of a vector.</param>
    /// <param name="rows">Numbers of the vectors to search for.</param>
    /// <param name="origin">What is taken off each vector; the columns are relative to it too.</param>
    /// <param name="columns">The columns, packed in panels of <see cref="DotTile.Columns"/>.</param>
    /// <param name="score">The score.</param>
    /// <param name="nearest">Takes for each row, by its place in <paramref name="rows"/>, the column of the least score, the first of equals.</param>
    /// <param name="scores">Takes the least scores.</param>
    /// <param name="parallel">Number of threads, and the way to end early.</param>
    internal static void Run<TScore>(float* points, int depth, int[] rows, float* origin, Panels columns, TScore score,
        int[] nearest, float[] scores, ParallelOptions parallel)
        where TScore : struct, ITileScore
    {
        const int Block = PanelsOfBlock * DotTile.Rows;
        Parallel.For(0, (rows.Length + Block - 1) / Block, parallel, () => new Scratch(depth), (block, _, scratch) =>
        {
            ReadOnlySpan<int> some = rows.AsSpan(block * Block, Math.Min(Block, rows.Length - block * Block));
            scratch.Pack(points, depth, some, origin);
            scratch.Search(some, columns, depth, score);
            scratch.Reduce(nearest.AsSpan(block * Block, some.Length), scores.AsSpan(block * Block, some.Length));
            return scratch;
        }, scratch => scratch.Dispose());
    }

    /// <summary>What one thread works with.</summary>
    sealed class Scratch(int depth) : IDisposable
    {
        readonly Panels _rows = new(PanelsOfBlock * DotTile.Rows, DotTile.Rows, depth);
        readonly Panels _dots = new(1, DotTile.Rows * DotTile.Columns, 1);
        readonly Vector512<float>[] _best = new Vector512<float>[PanelsOfBlock * DotTile.Rows];
        readonly Vector512<int>[] _place = new Vector512<int>[PanelsOfBlock * DotTile.Rows];

        internal void Pack(float* points, int depth, ReadOnlySpan<int> rows, float* origin)
        {
            for (int i = 0; i < rows.Length; i += 4)
                _rows.SetFour(i, Row(i, rows), Row(i + 1, rows), Row(i + 2, rows), Row(i + 3, rows), origin);
            _best.AsSpan().Fill(Vector512.Create(float.PositiveInfinity));
            _place.AsSpan().Clear();

            float* Row(int i, ReadOnlySpan<int> rows) => points + (nint)rows[Math.Min(i, rows.Length - 1)] * depth;
        }

        internal void Search<TScore>(ReadOnlySpan<int> rows, Panels columns, int depth, TScore score)
            where TScore : struct, ITileScore
        {
            float* dots = _dots[0];
            for (int column = 0; column < columns.Count; column++)
                for (int first = 0; first < rows.Length; first += DotTile.Rows)
                {
                    DotTile.Compute(_rows[first / DotTile.Rows], columns[column], depth, dots);
                    for (int r = first; r < Math.Min(first + DotTile.Rows, rows.Length); r++)
                        for (int lane = 0; lane < DotTile.Columns; lane += Lanes)
                        {
                            int c = column * DotTile.Columns + lane;
                            Vector512<float> found = score.Of(Vector512.Load(dots + (r - first) * DotTile.Columns + lane), rows[r], c);
                            Vector512<float> less = Vector512.LessThan(found, _best[r]);
                            _best[r] = Vector512.ConditionalSelect(less, found, _best[r]);
                            _place[r] = Vector512.ConditionalSelect(less.AsInt32(), Vector512.Create(c), _place[r]);
                        }
                }
        }

        internal void Reduce(Span<int> nearest, Span<float> scores)
        {
            for (int r = 0; r < nearest.Length; r++)
            {
                (float best, int place) = (_best[r].GetElement(0), _place[r].GetElement(0));
                for (int lane = 1; lane < Lanes; lane++)
                {
                    (float other, int at) = (_best[r].GetElement(lane), _place[r].GetElement(lane) + lane);
                    if (other < best || other == best && at < place)
                        (best, place) = (other, at);
                }
                nearest[r] = place;
                scores[r] = best;
            }
        }

        public void Dispose()
        {
            _rows.Dispose();
            _dots.Dispose();
        }
    }
}
