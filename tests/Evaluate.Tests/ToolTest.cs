using System.IO.Compression;
using TransferPredict.Features;
using TransferPredict.Tests;

namespace TransferPredict.Evaluate.Tests;

/// <summary>The tool as users install it, from a local folder.</summary>
public sealed class ToolTest : IDisposable
{
    const string Tool = "transferpredict";

    static readonly string _configuration = new DirectoryInfo(AppContext.BaseDirectory).Name.Contains("release", StringComparison.OrdinalIgnoreCase) ? "Release" : "Debug";

    readonly string _folder = Directory.CreateTempSubdirectory("transferpredict-tool-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [FactIfShipped("models/predictor/model.txt", "data/features/mini-xlmr/languages.csv")]
    public void Installed_RanksInAnEmptyFolder()
    {
        string root = ProjectRoot.Find(AppContext.BaseDirectory).Folder, packages = Path.Combine(_folder, "packages"), tools = Path.Combine(_folder, "tools");
        Succeed(ProgramRun.Dotnet(root, "pack", "src/Evaluate", "--no-build", "-c", _configuration, "--output", packages));
        string empty = Directory.CreateDirectory(Path.Combine(_folder, "empty")).FullName;
        Succeed(ProgramRun.Dotnet(empty, "tool", "install", Tool, "--tool-path", tools, "--source", packages));

        ProgramRun ranked = Run(tools, empty, "rank", "fao_Latn", "--top", "3");
        Assert.StartsWith("Sources for Faroese (fao_Latn)", ranked.Output, StringComparison.Ordinal);
        Assert.Equal(ProgramRun.Of("Evaluate", root, "rank", "fao_Latn", "--top", "3").Output, ranked.Output);
        Assert.Contains($"{Tool} rank fao_Latn --top 5", Run(tools, empty, "rank", "--help").Output, StringComparison.Ordinal);
        Assert.Equal(Run(tools, empty, "languages", "Germanic", "--csv").Output, Run(tools, empty, "languages", "Germanic", "--csv", "--data", root).Output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(empty));
    }

    [Fact]
    public void TheLibraryIsAPackageWithItsDocumentation()
    {
        Succeed(ProgramRun.Dotnet(ProjectRoot.Find(AppContext.BaseDirectory).Folder, "pack", "src/Features", "--no-build", "-c", _configuration, "--output", _folder));
        using ZipArchive package = ZipFile.OpenRead(Assert.Single(Directory.GetFiles(_folder, "TransferPredict.Features.*.nupkg")));
        string[] files = [.. package.Entries.Select(e => e.FullName)];
        Assert.Superset(new HashSet<string> { "README.md", "LICENSE", "lib/net10.0/TransferPredict.Features.dll", "lib/net10.0/TransferPredict.Features.xml" }, files.ToHashSet());
    }

    static ProgramRun Run(string tools, string folder, params string[] arguments)
    {
        using System.Diagnostics.Process process = ProgramRun.Start(Path.Combine(tools, OperatingSystem.IsWindows() ? $"{Tool}.exe" : Tool), folder, arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(2)));
        Assert.Equal("", error.Result);
        return Succeed(new ProgramRun(process.ExitCode, output.Result, error.Result));
    }

    static ProgramRun Succeed(ProgramRun run)
    {
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        return run;
    }
}
