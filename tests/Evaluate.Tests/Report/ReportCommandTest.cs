using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using TransferPredict.Evaluate.Report;
using TransferPredict.Features;
using TransferPredict.Tests;
using TransferPredict.Training.CommandLine;

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
        Assert.Contains("Testing (3 folds of targets) (3)", fixture.Run.Error, StringComparison.Ordinal);
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

    [Fact]
    public void ItsOwnScriptsAloneMayRun()
    {
        string page = File.ReadAllText(fixture.File);
        string policy = Policy().Match(page).Groups[1].Value;
        Assert.Contains("base-uri 'none'; form-action 'none'", policy, StringComparison.Ordinal);
        string[] scripts = [.. Script().Matches(page).Select(m => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(m.Groups[1].Value)))}'")];
        Assert.Equal(2, scripts.Length);
        Assert.Contains($"script-src {string.Join(' ', scripts)};", policy, StringComparison.Ordinal);
        foreach (string owner in (string[])["Mike Bostock", "Observable, Inc.", "Robert Penner", "Mikola Lysenko"])
            Assert.Contains(owner, page, StringComparison.Ordinal);
    }

    /// <summary>The shipped models have 5 settings of 58 sources and 269 targets: at these bounds 10 of the 15 MB that a report may have; scripts and the models' inside have 2.</summary>
    [Fact]
    public void ASettingIsSmallEnough_ThatTheShippedModelsFit()
    {
        const int BytesOfTarget = 3500, BytesOfPair = 70;
        foreach (JsonElement setting in Content(fixture.File).GetProperty("settings").EnumerateArray())
        {
            int targets = setting.GetProperty("targets").GetArrayLength(), pairs = targets * setting.GetProperty("sources").GetArrayLength();
            Assert.InRange(setting.GetRawText().Length, 1, targets * BytesOfTarget + pairs * BytesOfPair);
        }
    }

    [Fact]
    public void AnotherStateOfTheScoresIsNoted()
    {
        Assert.All(OtherScores(fixture.File), s => Assert.Equal([], s.Files));
        string file = Path.Combine(fixture.Repository.Root.Scores, "ner.mini-xlmr.csv"), before = File.ReadAllText(file);
        try
        {
            File.AppendAllText(file, $"ner,f1,{Defaults.Model},isl_Latn,fao_Latn,0.7,8000,0,test\n");
            ProgramRun run = fixture.Report("--out", "other.html", "--folds", "2");
            Assert.True(run.ExitCode == 0, run.Error);
            Assert.All(OtherScores(Path.Combine(fixture.Repository.Folder, "other.html")), s => Assert.Equal(s.Task == "ner" ? ["ner.mini-xlmr.csv"] : [], s.Files));
            Assert.Contains("the predictor was trained on other scores than data/scores has (ner.mini-xlmr.csv)", run.Output, StringComparison.Ordinal);
            Assert.Contains("left out: 1 measured pairs of ner", run.Output, StringComparison.Ordinal);
        }
        finally
        {
            File.WriteAllText(file, before);
        }
    }

    [Fact]
    public void WhatWouldFailAtTheEndFailsAtTheBeginning()
    {
        ProgramRun same = fixture.Report("--out", "same", "--json", "same");
        Assert.Equal(2, same.ExitCode);
        Assert.Contains("--out and --json both name", same.Error, StringComparison.Ordinal);
        ProgramRun folder = fixture.Report("--out", "data");
        Assert.Equal(1, folder.ExitCode);
        Assert.Contains("cannot be written", folder.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Testing (", folder.Error, StringComparison.Ordinal);
        string model = fixture.Repository.Root.Model(Defaults.Model);
        Directory.Move(model, model + ".away");
        try
        {
            ProgramRun run = fixture.Report("--out", "none.html");
            Assert.Equal(1, run.ExitCode);
            Assert.EndsWith("name a clone of the repository with --data DIR.", run.Error.TrimEnd(), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Move(model + ".away", model);
        }
    }

    [Theory]
    [InlineData(1, "Did you mean 'mini-xlmr'?", "--model", "mini-xlm")]
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
    public void TheGuideIsEscaped()
    {
        string html = Guide.Read("# Title\n\n## part\n\n*Find* <b> `a*b` **c** [rank.md](rank.md)\n\n| a | b |\n| --- | --- |\n| 1 | & |\n\n- one\n  more\n- two\n")["part"];
        Assert.Equal(
            "<p><em>Find</em> &lt;b&gt; <code>a*b</code> <strong>c</strong> rank.md</p><table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>&amp;</td></tr></tbody></table><ul><li>one more</li><li>two</li></ul>",
            html);
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

    static (string Task, string[] Files)[] OtherScores(string page) => [.. Content(page).GetProperty("settings").EnumerateArray()
        .Select(s => (s.GetProperty("task").GetString()!, s.GetProperty("other_scores").EnumerateArray().Select(f => f.GetString()!).ToArray()))];

    static JsonElement Content(string page) => JsonDocument.Parse(ContentText().Match(File.ReadAllText(page)).Groups[1].Value).RootElement;

    [GeneratedRegex("<script type=\"application/json\" id=\"content\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex ContentText();

    [GeneratedRegex("<script>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("Content-Security-Policy\" content=\"([^\"]+)\"")]
    private static partial Regex Policy();

    [GeneratedRegex("read: '([^']+)'")]
    private static partial Regex ReadOn();

    [Theory]
    [InlineData(double.NaN, "not known")]
    [InlineData(0, "no sentence")]
    [InlineData(3.2, "1,000 to 10,000 sentences")]
    public void ResourcesByPowersOfTen(double logarithm, string name) => Assert.Equal(name, GroupEntry.Resources(logarithm));
}
