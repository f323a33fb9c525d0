using TransferPredict.Features;
using TransferPredict.Tests;
using TransferPredict.Training.CommandLine;
using TransferPredict.Training.Engines;

namespace TransferPredict.Training.Tests.Engines;

public sealed class TrainingEnginesTest : IDisposable
{
    readonly TestRepository _repository = new();

    static string Own => typeof(MeanEngine).Assembly.Location;

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void Load_TheBuiltInEngineIsNoAssembly() => Assert.Null(TrainingEngines.Load(TrainingEngines.BuiltIn));

    [Fact]
    public void Load_SaysHowToBuildWhatIsNotThere()
    {
        string folder = _repository.Folder;
        var error = Assert.Throws<FileNotFoundException>(() => TrainingEngines.Load(TrainingEngines.MlNet, folder));
        Assert.StartsWith($"{Path.Combine(folder, "TransferPredict.MlNet.dll")}: no such file; expected the engine of ML.NET", error.Message, StringComparison.Ordinal);
        Assert.Contains("dotnet build src/MlNet -p:MlNet=true", error.Message, StringComparison.Ordinal);
        Assert.Contains(AppContext.BaseDirectory, Assert.Throws<FileNotFoundException>(() => TrainingEngines.Load(TrainingEngines.MlNet)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_RefusesAnAssemblyWithoutEngine()
    {
        var error = Assert.Throws<InvalidDataException>(() => TrainingEngines.Load(TrainingEngines.MlNet, typeof(ProjectRoot).Assembly.Location));
        Assert.Contains("found 0 engines, expected one: without -p:MlNet=true the assembly is empty", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_RefusesWhatIsNoAssembly()
    {
        string file = _repository.Write("TransferPredict.MlNet.dll", "text");
        var error = Assert.Throws<InvalidDataException>(() => TrainingEngines.Load(TrainingEngines.MlNet, _repository.Folder));
        Assert.StartsWith($"{file}: found what cannot be loaded as an engine", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_TakesTheOneEngineOfAnAssembly_WhoseTypesAreThisProgramsOwn()
    {
        ITrainingEngine engine = TrainingEngines.Load(TrainingEngines.MlNet, Own)!;
        Assert.Equal("mean engine", engine.Name);
        Assert.NotEqual(typeof(MeanEngine), engine.GetType()); // of a context of its own
        EngineOutcome outcome = EngineJob.Run(engine, _repository.Root, new TrainingOptions { Out = Path.Combine(_repository.Folder, "out") }, new JobProgress(quiet: true), CancellationToken.None);
        Assert.Equal("mean score", outcome.Study.Headline.Name);
        Assert.EndsWith("\nmini-xlmr|pos|accuracy", File.ReadAllText(outcome.File), StringComparison.Ordinal);
    }

    [Fact]
    public void CommandLine_TrainsWithAnEngineAndLeavesThePredictorAlone()
    {
        ProgramRun run = ProgramRun.Of("Training", _repository.Folder, "--engine", "mlnet", "--engine-path", Own);
        Assert.True(run.ExitCode == 0, run.Error);
        string file = Path.Combine(_repository.Root.Models, "predictor-mlnet", "mean.txt");
        Assert.EndsWith($"Saved to {file}. What can be done with it: docs/mlnet.md\n", run.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(file));
        Assert.False(Directory.Exists(_repository.Root.Predictor));
    }

    [Fact]
    public void CommandLine_AnEngineThatIsNotThereEndsWith1BeforeAnyWork()
    {
        ProgramRun run = ProgramRun.Of("Training", _repository.Folder, "--engine", "mlnet");
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("error: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("dotnet build src/MlNet -p:MlNet=true", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_repository.Root.Features));
    }

    [Theory]
    [InlineData("--engine is 'xgboost'; expected one of lightgbm, mlnet", "--engine", "xgboost")]
    [InlineData("--engine-path with the engine lightgbm, which is built in", "--engine-path", "somewhere")]
    [InlineData("--engine-path is given an empty name", "--engine", "mlnet", "--engine-path", "")]
    public void CommandLine_RefusesOtherNames(string message, params string[] arguments)
    {
        ProgramRun run = ProgramRun.Of("Training", _repository.Folder, arguments);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    /// <summary>The built-in engine, what stands before it and what asks it know nothing of ML.NET.</summary>
    [Fact]
    public void NothingOutsideMlNetRefersToItsTypes()
    {
        string source = Path.Combine(ProjectRoot.Find(AppContext.BaseDirectory).Folder, "src");
        string[] files = [.. new[] { "Features", "Training", "Evaluate" }.SelectMany(project => Directory.EnumerateFiles(Path.Combine(source, project), "*.cs*", SearchOption.AllDirectories))];
        Assert.True(files.Length > 300);
        Assert.All(files, file => Assert.DoesNotMatch(@"Microsoft\.ML|using Deedle|TransferPredict\.MlNet[;.""](?!dll)", File.ReadAllText(file)));
    }
}
