using System.Buffers;
using System.Runtime.Intrinsics;

namespace TransferPredict.Features.Concepts.Clustering;

/// <summary>Points held in place for the kernels, checked, with what all clusterings ask of them.</summary>
sealed unsafe class PointMatrix : IDisposable
{
    const double MostSquares = 1e36;
    const int Block = 1024; // fixed, so that sums over rows have one order for any number of threads

    readonly MemoryHandle _handle;

    internal PointMatrix(ReadOnlyMemory<float> values, int columns, ParallelOptions parallel, string parameter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (values.Length == 0 || values.Length % columns != 0)
            ConceptsThrow.PointsLength(values.Length, columns, parameter);
        _handle = values.Pin();
        Values = (float*)_handle.Pointer;
        Columns = columns;
        Rows = values.Length / columns;
        Parallel = parallel;

        (double[] sums, double[] squares) = Sums();
        double total = squares.Sum();
        if (!double.IsFinite(total))
            ThrowNotFinite(values.Span, parameter);
        if (total > MostSquares)
            ConceptsThrow.TooLarge(total, MostSquares, parameter);
        Mean = [.. sums.Select(s => (float)(s / Rows))];
        MeanVariance = squares.Select((s, j) => Math.Max(0, s / Rows - sums[j] / Rows * (sums[j] / Rows))).Average();
    }

    /// <summary>The values, row after row.</summary>
    internal float* Values { get; }

    internal int Rows { get; }

    internal int Columns { get; }

    /// <summary>Number of threads, and the way to end early.</summary>
    internal ParallelOptions Parallel { get; }

    /// <summary>Mean of each column: distances are computed relative to it, where float32 loses least.</summary>
    internal float[] Mean { get; }

    /// <summary>Mean of the columns' variances.</summary>
    internal double MeanVariance { get; }

    internal float* Row(int row) => Values + (nint)row * Columns;

    /// <summary>Squared distances of all points to centroids of theirs, in double precision.</summary>
    /// <param name="centroids">Centroids one after the other.</param>
    /// <param name="assignments">Each point's centroid.</param>
    internal double[] SquaredDistances(float[] centroids, int[] assignments)
    {
        double[] distances = new double[Rows];
        ForBlocks((first, end) =>
        {
            for (int i = first; i < end; i++)
                distances[i] = SquaredDistance(Row(i), centroids.AsSpan(assignments[i] * Columns, Columns));
        });
        return distances;
    }

    /// <summary>Runs work over blocks of rows, first (inclusive) to end (exclusive).</summary>
    internal void ForBlocks(Action<int, int> work) => System.Threading.Tasks.Parallel.For(0, (Rows + Block - 1) / Block, Parallel,
        block => work(block * Block, Math.Min(Rows, (block + 1) * Block)));

    /// <summary>Adds a row to sums, value by value.</summary>
    internal static void AddTo(Span<double> sums, float* row)
    {
        int j = 0;
        fixed (double* s = sums)
        {
            for (; j <= sums.Length - Vector256<float>.Count; j += Vector256<float>.Count)
            {
                (Vector256<double> low, Vector256<double> high) = Vector256.Widen(Vector256.Load(row + j));
                (Vector256.Load(s + j) + low).Store(s + j);
                (Vector256.Load(s + j + 4) + high).Store(s + j + 4);
            }
            for (; j < sums.Length; j++)
                s[j] += row[j];
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    static double SquaredDistance(float* row, ReadOnlySpan<float> centroid)
    {
        Vector256<double> sum = default;
        int j = 0;
        for (; j <= centroid.Length - Vector256<float>.Count; j += Vector256<float>.Count)
        {
            (Vector256<double> low, Vector256<double> high) = Vector256.Widen(Vector256.Load(row + j) - Vector256.Create(centroid[j..]));
            sum += low * low;
            sum += high * high;
        }
        double squares = sum[0] + sum[1] + (sum[2] + sum[3]);
        for (; j < centroid.Length; j++)
            squares += (double)(row[j] - centroid[j]) * (row[j] - centroid[j]);
        return squares;
    }

    (double[] Sums, double[] Squares) Sums()
    {
        int blocks = (Rows + Block - 1) / Block;
        double[][] sums = new double[blocks][], squares = new double[blocks][];
        ForBlocks((first, end) =>
        {
            double[] sum = sums[first / Block] = new double[Columns], square = squares[first / Block] = new double[Columns];
            for (int i = first; i < end; i++)
            {
                AddTo(sum, Row(i));
                ReadOnlySpan<float> row = new(Row(i), Columns);
                for (int j = 0; j < row.Length; j++)
                    square[j] += (double)row[j] * row[j];
            }
        });
        for (int block = 1; block < blocks; block++)
            for (int j = 0; j < Columns; j++)
            {
                sums[0][j] += sums[block][j];
                squares[0][j] += squares[block][j];
            }
        return (sums[0], squares[0]);
    }

    void ThrowNotFinite(ReadOnlySpan<float> values, string parameter)
    {
        for (int i = 0; i < values.Length; i++)
            if (!float.IsFinite(values[i]))
                ConceptsThrow.NotFinite(values[i], i / Columns, i % Columns, parameter);
    }
}
