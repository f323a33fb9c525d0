using System.Runtime.ExceptionServices;

namespace TransferPredict.Features.Spectra.Decomposition;

/// <summary>Numbered pieces of work on several threads, whose results are combined in the order of the numbers.</summary>
static class OrderedWork
{
    /// <summary>Runs the pieces. A thread that is done waits for its turn, so there are never more results than threads.</summary>
    /// <param name="count">The number of pieces.</param>
    /// <param name="threads">The most threads to use; the calling one is among them.</param>
    /// <param name="create">Makes what a thread works with.</param>
    /// <param name="work">Does a piece.</param>
    /// <param name="combine">Takes the result of a piece; one call at a time.</param>
    internal static void Run<TState>(int count, int threads, Func<TState> create, Action<int, TState> work, Action<int, TState> combine)
        where TState : IDisposable
    {
        int next = 0, turn = 0;
        ExceptionDispatchInfo? failure = null;
        object gate = new();

        var others = new Task[Math.Min(threads, count) - 1];
        for (int i = 0; i < others.Length; i++)
            others[i] = Task.Run(Work);
        Work();
        Task.WaitAll(others);
        failure?.Throw();

        void Work()
        {
            try
            {
                using TState state = create();
                for (int i = Interlocked.Increment(ref next) - 1; i < count && Volatile.Read(ref failure) is null; i = Interlocked.Increment(ref next) - 1)
                {
                    work(i, state);
                    lock (gate)
                    {
                        while (turn != i && failure is null)
                            Monitor.Wait(gate);
                        if (failure is not null)
                            return;
                        combine(i, state);
                        turn++;
                        Monitor.PulseAll(gate);
                    }
                }
            }
            catch (Exception exception)
            {
                lock (gate)
                {
                    failure ??= ExceptionDispatchInfo.Capture(exception);
                    Monitor.PulseAll(gate);
                }
            }
        }
    }
}
