using System.CommandLine;
using TransferPredict.Features.Languages;
using TransferPredict.Training.CommandLine;

namespace TransferPredict.Training.Tests.CommandLine;

public class ApplicationTest
{
    [Fact]
    public void Cause_OfParallelWorkIsItsFirstFault()
    {
        var fault = new InvalidDataException("a.tsv, line 2");
        Assert.Same(fault, Application.Cause(new AggregateException(new OperationCanceledException(), new AggregateException(fault))));
        Assert.Equal(ExitCode.BadData, Application.ExitCodeOf(new AggregateException(new OperationCanceledException(), new AggregateException(fault))));
    }

    [Fact]
    public void Cause_OfParallelWorkThatWasOnlyCancelledIsTheCancellation() =>
        Assert.Equal(ExitCode.Cancelled, Application.ExitCodeOf(new AggregateException(new TaskCanceledException(), new OperationCanceledException())));

    [Fact]
    public void Cause_OfParallelWorkIsRealWorksToo()
    {
        AggregateException error = Assert.Throws<AggregateException>(() => Parallel.For(0, 4, _ => throw new FileNotFoundException("no such file")));
        Assert.Equal("no such file", Application.Cause(error).Message);
    }

    [Fact]
    public void ExitCodeOf_TellsFaultsApart()
    {
        Assert.Equal(ExitCode.BadData, Application.ExitCodeOf(new DirectoryNotFoundException()));
        Assert.Equal(ExitCode.BadData, Application.ExitCodeOf(new UnauthorizedAccessException()));
        Assert.Equal(ExitCode.BadData, Application.ExitCodeOf(new DllNotFoundException()));
        Assert.Equal(ExitCode.BadCommand, Application.ExitCodeOf(new UnknownLanguageException("xx", [], "languages.csv")));
        Assert.Null(Application.ExitCodeOf(new InvalidOperationException())); // a fault of the program keeps its stack trace
        Assert.Null(Application.ExitCodeOf(new AggregateException(new NullReferenceException())));
    }

    [Fact]
    public async Task RunAsync_ReturnsWhatTheWorkReturns()
    {
        var root = new RootCommand();
        root.SetWork((_, _) => 42);
        Assert.Equal(42, await Application.RunAsync(root, []));
    }
}
