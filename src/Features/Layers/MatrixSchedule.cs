using TransferPredict.Features.Spectra.Decomposition;

namespace TransferPredict.Features.Layers;

/// <summary>
/// Shares threads among matrices: large ones get all of them one after another, the others one each, side by side, the costly ones
/// first, so that no thread is left with one at the end.
/// </summary>
static class MatrixSchedule
{
    // 64 MB of float32.
    const long LargeElements = 1 << 24;

    /// <summary>Does the work of every matrix.</summary>
    /// <param name="matrices">The matrices.</param>
    /// <param name="threads">Threads in all, 1 or more.</param>
    /// <param name="work">Is given a matrix's place and how many threads it may use.</param>
    /// <param name="cancellation">Ends the work between matrices.</param>
    internal static void Run(IReadOnlyList<IMatrixValues> matrices, int threads, Action<int, int> work, CancellationToken cancellation)
    {
        ILookup<bool, int> places = Enumerable.Range(0, matrices.Count).OrderByDescending(i => Cost(matrices[i]))
            .ToLookup(i => (long)matrices[i].Rows * matrices[i].Columns > LargeElements);
        foreach (int i in places[true])
            work(i, threads);

        int[] small = [.. places[false]];
        int next = -1;
        Task[] workers = [.. Enumerable.Range(0, Math.Min(threads, small.Length)).Select(_ => Task.Factory.StartNew(() =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < small.Length;)
            {
                cancellation.ThrowIfCancellationRequested();
                work(small[i], 1);
            }
        }, cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        Task.WhenAll(workers).GetAwaiter().GetResult();
    }

    // The Gram matrix and its reduction to tridiagonal form, which runs at memory's pace.
    static double Cost(IMatrixValues matrix)
    {
        double smaller = Math.Min(matrix.Rows, matrix.Columns);
        return (double)matrix.Rows * matrix.Columns * smaller + 4 * Math.Pow(smaller, 3);
    }
}
