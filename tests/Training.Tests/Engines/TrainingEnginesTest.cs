using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using TransferPredict.Features;
using TransferPredict.Tests;
using TransferPredict.Training.CommandLine;
using TransferPredict.Training.Engines;
using TransferPredict.Training.LightGbm;
using TransferPredict.Training.Validation;

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
    public void Load_RefusesOtherNames()
    {
        var error = Assert.Throws<ArgumentException>(() => TrainingEngines.Load("xgboost", Own));
        Assert.StartsWith("The engine is 'xgboost'; expected one of lightgbm, mlnet.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_RefusesAnEngineThatWasBuiltAgainstAnotherVersion()
    {
        string file = Path.Combine(_repository.Folder, Path.GetFileName(Own));
        File.WriteAllBytes(file, WithReferenceTo(typeof(ITrainingEngine).Assembly.GetName().Name!, major: 99));
        var error = Assert.Throws<InvalidDataException>(() => TrainingEngines.Load(TrainingEngines.MlNet, file));
        Assert.StartsWith($"{file}: found an engine built against TransferPredict.Training 99.0.0.0, expected ", error.Message, StringComparison.Ordinal);
        Assert.Contains("dotnet build src/MlNet -p:MlNet=true", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NamesTheFileWhoseDependenciesAreDamaged()
    {
        string file = Path.Combine(_repository.Folder, Path.GetFileName(Own));
        File.Copy(Own, file);
        _repository.Write(Path.GetFileNameWithoutExtension(Own) + ".deps.json", "damaged");
        var error = Assert.Throws<InvalidDataException>(() => TrainingEngines.Load(TrainingEngines.MlNet, file));
        Assert.StartsWith($"{file}: found what cannot be loaded as an engine", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_SaysThatAnEngineCallsWhatIsNotThere()
    {
        var error = Assert.Throws<InvalidDataException>(() => EngineJob.Run(
            new OlderEngine(), _repository.Root, new TrainingOptions { Out = Path.Combine(_repository.Folder, "out") }, new JobProgress(quiet: true), CancellationToken.None));
        Assert.Contains("found an engine built against another build of this program (Method not found: 'Old'.)", error.Message, StringComparison.Ordinal);
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
        Assert.All(files, file => Assert.DoesNotMatch(@"Microsoft\.ML|using Deedle|TransferPredict\.MlNet[;.""](?!dll)|MlNet\.csproj", File.ReadAllText(file)));
    }

    /// <summary>This assembly's bytes, with another version of an assembly that it refers to.</summary>
    static byte[] WithReferenceTo(string name, ushort major)
    {
        byte[] bytes = File.ReadAllBytes(Own);
        using var image = new PEReader(new MemoryStream(bytes));
        MetadataReader metadata = image.GetMetadataReader();
        AssemblyReferenceHandle reference = metadata.AssemblyReferences.First(r => metadata.GetString(metadata.GetAssemblyReference(r).Name) == name);
        int row = image.PEHeaders.MetadataStartOffset + metadata.GetTableMetadataOffset(TableIndex.AssemblyRef)
            + (metadata.GetRowNumber(reference) - 1) * metadata.GetTableRowSize(TableIndex.AssemblyRef);
        ((ReadOnlySpan<ushort>)[major, 0, 0, 0]).CopyTo(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ushort>(bytes.AsSpan(row, 8)));
        return bytes;
    }

    /// <summary>What a call does that was built against a method that is gone.</summary>
    sealed class OlderEngine : ITrainingEngine
    {
        public string Name => "older engine";

        public IRegressor Regressor(LightGbmParameters parameters) => throw new MissingMethodException("Method not found: 'Old'.");

        public string Save(string folder, EngineWork work, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
