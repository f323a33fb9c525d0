using System.Diagnostics;
using System.Text.Json;
using TransferPredict.Features;
using TransferPredict.Tests;

namespace TransferPredict.Training.Tests;

/// <summary>The program as users start it, on a small repository.</summary>
public sealed class TrainingProgramTest : IDisposable
{
    readonly TestRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void FromTheRootFromSrcAndFromDeepBelow_TheSame()
    {
        ProgramRun[] runs = [.. new[] { "", "src", "data/counts" }.Select(below =>
        {
            ProgramRun run = Run(below);
            Assert.Equal((0, ""), (run.ExitCode, string.Concat(run.Error.Split(Environment.NewLine).Where(line => !_stages.Any(stage => line.StartsWith(stage, StringComparison.Ordinal))))));
            return run with { Error = string.Concat(PredictorFiles().Select(File.ReadAllText)) };
        })];
        Assert.Equal(runs[0], runs[1]);
        Assert.Equal(runs[0], runs[2]);
    }

    [Fact]
    public void SaysWhatItDid()
    {
        string output = Run().Output;
        Assert.Contains("Scores      144 runs from pos.mini-xlmr.csv", output, StringComparison.Ordinal);
        Assert.Contains("8 sources, 16 targets", output, StringComparison.Ordinal);
        foreach (string row in (string[])["20 folds of targets", "LightGBM", "  95 % interval from", "mean score", "source mean", "English", "by ", "noise ceiling"])
            Assert.Contains("\n" + row, output, StringComparison.Ordinal);
        Assert.Contains("MAE   RMSE", output, StringComparison.Ordinal);
        Assert.Contains($"Saved to {_repository.Root.Predictor}. Next: dotnet run --project src/Evaluate -- rank fao_Latn\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output);
        Assert.All(output.Split('\n').Where(l => l.StartsWith("LightGBM", StringComparison.Ordinal) || l.StartsWith("by ", StringComparison.Ordinal)), l => Assert.True(l.Length <= 80, l));
    }

    [Fact]
    public void QuietShowsNothing() => Assert.Equal(new ProgramRun(0, "", ""), Run("", "--quiet"));

    [Fact]
    public void JsonAloneIsAllOfStandardOutput()
    {
        JsonElement json = Run("", "--json").Json;
        Assert.Equal("20 folds of targets", json.GetProperty("split").GetString());
        JsonElement[] reports = [.. json.GetProperty("reports").EnumerateArray()];
        Assert.Equal("LightGBM", reports[0].GetProperty("name").GetString());
        JsonElement mae = reports[0].GetProperty("figures").GetProperty("mae");
        Assert.InRange(mae.GetProperty("value").GetDouble(), mae.GetProperty("low").GetDouble(), mae.GetProperty("high").GetDouble());
    }

    [Fact]
    public void FilesOfDataLeaveTheSummaryAlone()
    {
        ProgramRun run = Run("", "--json", "figures.json", "--csv", "new/figures.csv", "--out", "elsewhere");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("--predictor elsewhere", run.Output, StringComparison.Ordinal);
        Assert.Equal(8 * 15 - 1, JsonDocument.Parse(File.ReadAllText(In("figures.json"))).RootElement.GetProperty("pairs").GetInt32()); // por_Latn_BR is no target of por_Latn
        string[] csv = File.ReadAllLines(In("new/figures.csv"));
        Assert.Equal("split,task,metric,model,name,rows,figure,value,low,high", csv[0]);
        Assert.StartsWith("20 folds of targets,,,,LightGBM,", csv[1], StringComparison.Ordinal);
        Assert.True(File.Exists(In("elsewhere/schema.json")));
        Assert.False(Directory.Exists(_repository.Root.Predictor));
    }

    [Theory]
    [InlineData("--seed is '-1'; expected a whole number, 0 or more", "--seed", "-1")]
    [InlineData("--seed is 'x'; expected a whole number, 0 or more", "--seed", "x")]
    [InlineData("--threads is '0'; expected a whole number from 1 to 1024", "--threads", "0")]
    [InlineData("--out is given an empty name", "--out", "")]
    [InlineData("--scores is given an empty name", "--scores", "")]
    [InlineData("--json and --csv both without a file name", "--json", "--csv")]
    [InlineData("Unrecognized command or argument '--sedd'", "--sedd", "1")]
    public void BadCommandLinesEndWith2BeforeAnyWork(string message, params string[] arguments)
    {
        ProgramRun run = Run("", arguments);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Contains("--help", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_repository.Root.Predictor));
    }

    [Fact]
    public void BadDataEndsWith1()
    {
        File.AppendAllText(_repository.ScoresFile, "pos,accuracy,mini-xlmr,deu_Latn,nld_Latn,81,,,\n");
        ProgramRun run = Run();
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        string error = Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => !_stages.Any(stage => line.StartsWith(stage, StringComparison.Ordinal)));
        Assert.StartsWith($"error: {_repository.ScoresFile}, line 146: found '81' in column score, expected a fraction from 0 to 1", error, StringComparison.Ordinal);
    }

    [Fact]
    public void AnUnwritableFileOfDataEndsWith1AndItsName()
    {
        ProgramRun run = Run("", "--json", "TransferPredict.sln/x.json", "--quiet");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("error: TransferPredict.sln/x.json: cannot be written", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void HelpHasExamples()
    {
        ProgramRun run = Run("", "--help");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        foreach (string option in (string[])["--model", "--scores", "--out", "--seed", "--threads", "--json", "--quiet"])
            Assert.Contains(option, run.Output, StringComparison.Ordinal);
        Assert.Contains("Examples:\n  dotnet run --project src/Training\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void CtrlCEndsWith130AndNothingHalfWritten()
    {
        if (OperatingSystem.IsWindows())
            return; // no SIGINT to send
        // Enough pairs that training is at work for some seconds.
        string[] lines = File.ReadAllLines(_repository.ScoresFile);
        File.WriteAllLines(_repository.ScoresFile, [lines[0], .. from task in Enumerable.Range(0, 60) from line in lines.Skip(1) select line.Replace("pos,", $"t{task},", StringComparison.Ordinal)]);
        // A test run in a shell's background ignores SIGINT, and so would what it starts.
        using Process process = OperatingSystem.IsLinux()
            ? ProgramRun.Start("env", _repository.Folder, "--default-signal=INT", "dotnet", ProgramRun.Assembly("Training"))
            : ProgramRun.Start("dotnet", _repository.Folder, ProgramRun.Assembly("Training"));
        while (process.StandardError.ReadLine() is { } line && !line.StartsWith("Testing (", StringComparison.Ordinal)) { }
        Thread.Sleep(300);
        Assert.False(process.HasExited);
        using (Process kill = ProgramRun.Start("sh", _repository.Folder, "-c", $"kill -INT {process.Id}"))
            kill.WaitForExit();
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(30)));
        Assert.Equal(130, process.ExitCode);
        Assert.Equal("Cancelled; nothing was left half-written.\n", process.StandardError.ReadToEnd());
        Assert.Equal("", process.StandardOutput.ReadToEnd());
        Assert.False(Directory.Exists(_repository.Root.Predictor));
        Assert.Empty(Directory.EnumerateFiles(_repository.Folder, "*.part", SearchOption.AllDirectories));
    }

    [FactIfShipped("models/mini-xlmr/model.onnx", "data/features/mini-xlmr/languages.csv")]
    public void DotnetRun_FromTheRootAndFromSrc_TheSame()
    {
        string root = ProjectRoot.Find().Folder, scores = _repository.ScoresFile;
        string[] predictors = [.. new[] { ("", "src/Training"), ("src", "Training") }.Select(start =>
        {
            string folder = In($"out-{start.Item2.Length}");
            ProgramRun run = ProgramRun.Dotnet(Path.Combine(root, start.Item1), "run", "--no-build", "--project", start.Item2, "--", "--scores", scores, "--out", folder, "--quiet");
            Assert.True(run.ExitCode == 0, run.Error);
            return string.Concat(Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllText));
        })];
        Assert.Equal(predictors[0], predictors[1]);
    }

    static readonly string[] _stages =
        ["Measuring languages in mini-xlmr (17)", "Testing (20 folds of targets) (15)", "Figures and their intervals (", "Figures by model and task (", "Reading scores (", "Joining scores with features (", "Training on all pairs ("];

    ProgramRun Run(string below = "", params string[] arguments) => ProgramRun.Of("Training", In(below), arguments);

    IEnumerable<string> PredictorFiles() => Directory.EnumerateFiles(_repository.Root.Predictor).Order(StringComparer.Ordinal);

    string In(string below) => Path.Combine(_repository.Folder, below);
}
