using System.Globalization;
using Microsoft.Playwright;
using TransferPredict.Features.Tests.Onnx;
using TransferPredict.Tests;
using TransferPredict.Training.CommandLine;

namespace TransferPredict.Evaluate.Tests.Report;

/// <summary>
/// One report for all tests, of a small repository with two tasks, missing pairs, layers, a matrix that has a spectrum, and a language whose
/// name is an attack; and one browser.
/// </summary>
public sealed class ReportFixture : IAsyncLifetime
{
    /// <summary>A language of the catalogue, and a source, that would run scripts if its name were read as HTML, and a formula in a spreadsheet.</summary>
    internal const string HostileCode = "zzh_Latn", HostileName = "=1+</script><script>window.hacked=true</script><img src=x onerror=window.hacked=true>";

    const int Rows = 300, Columns = 16;

    IPlaywright? _playwright;
    IBrowser? _browser;

    internal TestRepository Repository { get; } = new();

    /// <summary>What the command said.</summary>
    internal ProgramRun Run { get; private set; } = null!;

    internal string File => Path.Combine(Repository.Folder, "report.html");

    public async Task InitializeAsync()
    {
        var random = new Random(7);
        System.IO.File.WriteAllBytes(Path.Combine(Repository.Root.Model(Defaults.Model), "model.onnx"), ModelBuilder.WithEmbedding(
            [.. Enumerable.Range(0, Rows * Columns).Select(i => (float)((random.NextDouble() - 0.5) * (1 + i % Columns)))], Rows, Columns).ToBytes());
        System.IO.File.AppendAllText(Repository.Root.LanguagesFile, $"{HostileCode},{HostileName},zzh,,,Indo-European,Germanic,Latn,52.0,5.0\n");
        System.IO.File.AppendAllLines(Repository.ScoresFile, TestRepository.Targets.Select((t, i) => string.Create(CultureInfo.InvariantCulture, $"pos,accuracy,{Defaults.Model},{HostileCode},{t},{0.35 + i * 0.011:0.0000},8000,0,test")));
        string[] pos = System.IO.File.ReadAllLines(Repository.ScoresFile);
        Repository.Write("data/scores/ner.mini-xlmr.csv", pos[0] + "\n" + string.Concat(pos.Skip(1).Where((_, i) => i % 7 != 3).Select(line => line.Replace("pos,accuracy,", "ner,f1,", StringComparison.Ordinal) + "\n")));
        Repository.Write("data/features/mini-xlmr/layers.csv", "layer,source,target,calign,colap,cosine_gap,p_at_1,csls\n" + string.Concat(
            from layer in (int[])[0, 1]
            from source in TestRepository.Sources
            from target in TestRepository.Targets
            where source != target
            select string.Create(CultureInfo.InvariantCulture, $"{layer},{source},{target},,{0.1 + 0.2 * layer},,,\n")));
        Repository.Write("docs/report.md", "# How to read a report\n");
        Repository.Train().Predictor.Dispose();
        Run = Report("--target", "fo", "--folds", "3");
        if (FactIfBrowserAttribute.Browser is not { } browser || Run.ExitCode != 0)
            return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = browser, Headless = true, Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.CloseAsync();
        _playwright?.Dispose();
        Repository.Dispose();
    }

    internal ProgramRun Report(params string[] arguments) => ProgramRun.Of("Evaluate", Repository.Folder, ["report", .. arguments]);

    /// <summary>Opens a view of the report.</summary>
    internal async Task<OpenReport> Open(string view = "find", int width = 1280, ColorScheme scheme = ColorScheme.Light, string? file = null)
    {
        Assert.True(Run.ExitCode == 0, Run.Error);
        return await OpenReport.Of(_browser!, file ?? File, view, width, scheme);
    }
}
