using System.Runtime.ExceptionServices;

namespace TransferPredict.Features;

/// <summary>Work on all processors whose errors are those of the same work one after another.</summary>
public static class SideBySide
{
    /// <summary>What a function makes of each item.</summary>
    /// <param name="items">The items.</param>
    /// <param name="work">The function; any number of threads may call it.</param>
    /// <returns>The results in the order of the items.</returns>
    /// <remarks>Where several items fail, the first one's exception is thrown.</remarks>
    public static TResult[] Select<TItem, TResult>(IReadOnlyList<TItem> items, Func<TItem, TResult> work)
    {
        var results = new TResult[items.Count];
        var errors = new ExceptionDispatchInfo?[items.Count];
        Parallel.For(0, items.Count, i =>
        {
            try
            {
                results[i] = work(items[i]);
            }
            catch (Exception e)
            {
                errors[i] = ExceptionDispatchInfo.Capture(e);
            }
        });
        errors.FirstOrDefault(e => e is not null)?.Throw();
        return results;
    }

    /// <summary>Does all of it; where several fail, the first one's exception is thrown.</summary>
    public static void Do(params IReadOnlyList<Action> work) => Select(work, action =>
    {
        action();
        return true;
    });
}
