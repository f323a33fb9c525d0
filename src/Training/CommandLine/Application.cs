using System.CommandLine;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Onnx;
using TransferPredict.Features.Onnx.OnnxRuntime;
using TransferPredict.Training.LightGbm;

namespace TransferPredict.Training.CommandLine;

/// <summary>Runs a command line: parse errors and faults of data become one clear line on standard error and an exit code.</summary>
public static class Application
{
    /// <summary>How long work may take to stop after Ctrl-C, until the process ends all the same.</summary>
    static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    /// <summary>Lets a command do work that Ctrl-C can end.</summary>
    /// <param name="command">The command.</param>
    /// <param name="work">The work; it ends early when its token says so.</param>
    public static void SetWork(this Command command, Func<ParseResult, CancellationToken, int> work) =>
        // Ctrl-C is heard only once the action has returned its task.
        command.SetAction((parsed, cancellation) => Task.Run(() => work(parsed, cancellation), CancellationToken.None));

    /// <summary>Parses and runs.</summary>
    /// <param name="command">The program's root command.</param>
    /// <param name="arguments">What the user typed.</param>
    public static async Task<int> RunAsync(RootCommand command, string[] arguments)
    {
        ParseResult parsed = command.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (string line in Suggestions.For(parsed))
                Console.Error.WriteLine(line);
            Console.Error.WriteLine("Add --help to see what the command takes.");
            return ExitCode.BadCommand;
        }
        try
        {
            DataFolderOption.Use(parsed);
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = _patience });
        }
        catch (Exception e) when (ExitCodeOf(e) is { } code)
        {
            Console.Error.WriteLine(code == ExitCode.Cancelled ? "Cancelled; nothing was left half-written." : $"error: {ProgramName.Typed(Cause(e).Message)}");
            return code;
        }
    }

    /// <summary>The exit code that an exception stands for; null for one that no user can be blamed for.</summary>
    internal static int? ExitCodeOf(Exception e) => Cause(e) switch
    {
        OperationCanceledException => ExitCode.Cancelled,
        UnknownLanguageException or BadCommandException => ExitCode.BadCommand,
        IOException or InvalidDataException or UnauthorizedAccessException or OnnxModelException or OnnxRuntimeException or LightGbmException
            or DllNotFoundException or BadImageFormatException or EntryPointNotFoundException => ExitCode.BadData,
        _ => null,
    };

    /// <summary>What parallel work really failed of: the first fault, or the cancellation when nothing else went wrong.</summary>
    internal static Exception Cause(Exception e) => e is not AggregateException many ? e
        : many.Flatten().InnerExceptions is { Count: > 0 } inner ? inner.FirstOrDefault(i => i is not OperationCanceledException) ?? inner[0]
        : e;
}
