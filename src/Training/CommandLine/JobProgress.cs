using Spectre.Console;

namespace TransferPredict.Training.CommandLine;

/// <summary>
/// Shows how far long work has come, on standard error: a bar on a terminal, one line a stage elsewhere, nothing when quiet.
/// </summary>
/// <param name="quiet">Whether to show nothing.</param>
public sealed class JobProgress(bool quiet) : IJobProgress
{
    /// <inheritdoc/>
    public T Run<T>(string title, int total, Func<Action<int>, T> work)
    {
        if (quiet)
            return work(_ => { });
        if (Console.IsErrorRedirected)
        {
            Console.Error.WriteLine($"{title} ({total})");
            return work(_ => { });
        }
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask(Markup.Escape(title), maxValue: Math.Max(1, total));
                return work(done => task.Value = Math.Max(task.Value, done));
            });
    }
}
