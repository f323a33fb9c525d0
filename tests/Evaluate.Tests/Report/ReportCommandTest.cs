using System.Text.RegularExpressions;
using TransferPredict.Evaluate.Report;
using TransferPredict.Features;
using TransferPredict.Tests;

namespace TransferPredict.Evaluate.Tests.Report;

/// <summary>The command, and what of the page can be told without a browser.</summary>
[Collection(ReportCollection.Name)]
public partial class ReportCommandTest(ReportFixture fixture)
{
    [Fact]
    public void WritesOneFileAndSaysWhere()
    {
        Assert.True(fixture.Run.ExitCode == 0, fixture.Run.Error);
        Assert.Contains($"Written: {fixture.File}", fixture.Run.Output, StringComparison.Ordinal);
        Assert.Contains("Holding out target languages (3)", fixture.Run.Error, StringComparison.Ordinal);
        string page = File.ReadAllText(fixture.File);
        Assert.DoesNotContain("<script>window.hacked", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"http", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/* content */", page, StringComparison.Ordinal);
        Assert.DoesNotContain(fixture.Repository.Folder, page, StringComparison.Ordinal);
    }

    [Fact]
    public void TheSameForAnyNumberOfThreads_AndOneTaskAlone()
    {
        Assert.Equal(0, fixture.Report("--out", "one.html", "--task", "ner", "--folds", "2", "--threads", "1", "--quiet").ExitCode);
        ProgramRun run = fixture.Report("--out", "two.html", "--task", "ner", "--folds", "2", "--threads", "2", "--quiet");
        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Error));
        string page = File.ReadAllText(Path.Combine(fixture.Repository.Folder, "two.html"));
        Assert.Equal(File.ReadAllText(Path.Combine(fixture.Repository.Folder, "one.html")), page);
        Assert.Contains("\"task\":\"ner\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\"task\":\"pos\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "expected one of sentiment with any model", "--task", "sentiment")]
    [InlineData(1, "expected one of any task with other", "--model", "other")]
    [InlineData(2, "Faroese", "--target", "Faroeze")]
    [InlineData(2, "--folds", "--folds", "1")]
    public void WhatIsNotThereIsNamed(int code, string message, params string[] arguments)
    {
        ProgramRun run = fixture.Report(arguments);
        Assert.Equal((code, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void TheDocsAreFoundFromWhereverThePageLies()
    {
        ProjectRoot root = fixture.Repository.Root;
        Assert.Equal("docs/report.md", ReportPage.DocsFrom(root, Path.Combine(root.Folder, "report.html")));
        Assert.Equal("../docs/report.md", ReportPage.DocsFrom(root, Path.Combine(root.Folder, "out", "report.html")));
        Assert.Null(ReportPage.DocsFrom(new ProjectRoot(Path.Combine(root.Folder, "elsewhere")), Path.Combine(root.Folder, "report.html")));
    }

    [Fact]
    public void EveryLinkToTheDocsHasItsHeading()
    {
        string root = ProjectRoot.Find(AppContext.BaseDirectory).Folder;
        string[] anchors = [.. Directory.EnumerateFiles(Path.Combine(root, "src", "Evaluate", "Report", "Page"), "*.js")
            .SelectMany(f => ReadOn().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).Distinct()];
        Assert.NotEmpty(anchors);
        string[] docs = File.ReadAllLines(Path.Combine(root, "docs", "report.md"));
        Assert.All(anchors, anchor => Assert.Contains($"## {anchor}", docs));
    }

    [GeneratedRegex("read: '([^']+)'")]
    private static partial Regex ReadOn();

    [Theory]
    [InlineData(double.NaN, "not known")]
    [InlineData(0, "no sentence")]
    [InlineData(3.2, "1,000 to 10,000 sentences")]
    public void ResourcesByPowersOfTen(double logarithm, string name) => Assert.Equal(name, GroupEntry.Resources(logarithm));
}
