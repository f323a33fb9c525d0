using System.Globalization;
using System.Text.Json;
using TransferPredict.Features;
using TransferPredict.Tests;

namespace TransferPredict.Evaluate.Tests;

/// <summary>concepts align and concepts overlap as users start them, on the golden files.</summary>
public sealed class ConceptsProgramTest : IDisposable
{
    static readonly string _golden = Path.Combine(ProjectRoot.Find(AppContext.BaseDirectory).Folder, "tests", "Golden", "concepts");
    static readonly JsonElement[] _cases = [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(_golden, "expected.json"))).RootElement.EnumerateArray()];

    readonly string _folder = Directory.CreateTempSubdirectory("concepts-").FullName;

    [Fact]
    public void Align_JsonByDefaultIsTheGoldenCaseOfTheDefaults()
    {
        JsonElement golden = _cases.Single(c => c.GetProperty("metric").GetString() == "CALIGN" && Text(c, "top_translations") == "10"
            && Text(c, "match_threshold") == "0.8" && Text(c, "size_threshold") == "0.4" && Text(c, "min_types") == "5");
        AssertAligned(golden, Align("--json").Json);
    }

    [Fact]
    public void Align_TakesEveryThreshold()
    {
        JsonElement[] strict = [.. _cases.Where(c => c.GetProperty("metric").GetString() == "CALIGN" && c.GetProperty("match_threshold").GetDouble() == 0.5)];
        foreach (JsonElement golden in strict.Take(2).Concat(strict.TakeLast(1)))
        {
            ProgramRun run = Align("--top", Text(golden, "top_translations"), "--match", Text(golden, "match_threshold"),
                "--size", Text(golden, "size_threshold"), "--types", Text(golden, "min_types"), "--json", "aligned.json");
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            AssertAligned(golden, JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "aligned.json"))).RootElement);
            int count = golden.GetProperty("aligned").EnumerateObject().Count();
            Assert.EndsWith($": {count} of 40 source concepts are aligned.\n", run.Output, StringComparison.Ordinal);
        }
        Assert.Equal("source_cluster,target_cluster,matches,source_types,target_types", Align("--csv").Lines[0]);
    }

    [Fact]
    public void Align_TakesAnyFormOfDictionary()
    {
        File.WriteAllText(Path.Combine(_folder, "en.txt"), "the|||1|||0|||0|||0\ndog|||1|||1|||1|||0\n");
        File.WriteAllText(Path.Combine(_folder, "de.txt"), "der|||1|||0|||0|||0\nHund|||1|||1|||1|||0\n");
        File.WriteAllText(Path.Combine(_folder, "muse.txt"), "the der\ndog\tHund\n");
        File.WriteAllText(Path.Combine(_folder, "both.txt"), "the ||| der\nthe dog ||| der Hund\n");
        File.WriteAllText(Path.Combine(_folder, "links.txt"), "0-0\n0-0 1-1\n");
        foreach (string[] dictionary in (string[][])[["--dictionary", "muse.txt"], ["--bitext", "both.txt", "--alignments", "links.txt"], ["--bitext", "both.txt"]])
        {
            JsonElement json = ProgramRun.Of("Evaluate", _folder,
                ["concepts", "align", "--source-clusters", "en.txt", "--target-clusters", "de.txt", "--types", "1", "--json", .. dictionary]).Json;
            Assert.Equal(1, json.GetProperty("calign").GetDouble());
        }
        ProgramRun missing = ProgramRun.Of("Evaluate", _folder, "concepts", "align", "--source-clusters", "nope.txt", "--target-clusters", "de.txt", "--dictionary", "muse.txt");
        Assert.Equal(1, missing.ExitCode);
        Assert.Contains("nope.txt: no such file; expected", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Overlap_JsonTableAndCsv()
    {
        foreach (JsonElement golden in _cases.Where(c => c.GetProperty("metric").GetString() == "COLAP"))
        {
            JsonElement json = Overlap("clusters_mixed.txt", "--boundary", Text(golden, "sentence_boundary"), "--threshold", Text(golden, "threshold_percent"), "--json").Json;
            Assert.Equal(["overlapping", "colap", "concepts"], json.EnumerateObject().Select(p => p.Name));
            int[] overlapping = [.. golden.GetProperty("overlapping").EnumerateArray().Select(c => c.GetInt32()).Order()];
            Assert.Equal(overlapping, json.GetProperty("overlapping").EnumerateArray().Select(c => c.GetInt32()));
            Assert.Equal(overlapping.Length / 40.0, json.GetProperty("colap").GetDouble());
        }
        Assert.EndsWith("COLAP 0.225: 9 of 40 concepts hold more than 30 % of each language.\n", Overlap("clusters_mixed.txt", "--boundary", "500").Output, StringComparison.Ordinal);
        Assert.Equal(10, Overlap("clusters_mixed.txt", "--boundary", "500", "--csv").Lines.Length);
    }

    [Theory]
    [InlineData(2, "--boundary", "concepts", "overlap", "--clusters", "x.txt")]
    [InlineData(2, "--dictionary", "concepts", "align", "--source-clusters", "x.txt", "--target-clusters", "x.txt")]
    [InlineData(2, "--match is '1.5'; expected a number from 0 to 1", "concepts", "align", "--dictionary", "x.txt", "--match", "1.5")]
    [InlineData(2, "--size is 'big'; expected a number, 0 or more", "concepts", "align", "--dictionary", "x.txt", "--size", "big")]
    [InlineData(1, "broken.txt, line 2: found 'haus|||1|||2', expected 'word|||count|||sentence|||position|||cluster'", "concepts", "overlap", "--clusters", "broken.txt", "--boundary", "5")]
    [InlineData(1, "nowhere.txt", "concepts", "overlap", "--clusters", "nowhere.txt", "--boundary", "5")]
    public void BadInputIsOneClearLine(int code, string message, params string[] arguments)
    {
        File.WriteAllText(Path.Combine(_folder, "broken.txt"), "hund|||1|||2|||3|||4\nhaus|||1|||2\n");
        ProgramRun run = ProgramRun.Of("Evaluate", _folder, arguments);
        Assert.Equal((code, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("error: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("concepts")]
    [InlineData("concepts", "align")]
    [InlineData("concepts", "overlap")]
    public void Help_HasExamples(params string[] command)
    {
        ProgramRun run = ProgramRun.Of("Evaluate", _folder, [.. command, "--help"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains($"Examples:\n  dotnet run --project src/Evaluate -- {string.Join(' ', command)}", run.Output, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    static void AssertAligned(JsonElement golden, JsonElement json)
    {
        Assert.Equal(["aligned", "calign", "pairs"], json.EnumerateObject().Select(p => p.Name));
        Dictionary<string, int[]> expected = Clusters(golden);
        Assert.Equal(expected, Clusters(json));
        Assert.Equal(expected.Count / 40.0, json.GetProperty("calign").GetDouble());
    }

    static Dictionary<string, int[]> Clusters(JsonElement json) =>
        json.GetProperty("aligned").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.EnumerateArray().Select(t => t.GetInt32()).Order().ToArray());

    static string Text(JsonElement json, string name) => json.GetProperty(name).GetDouble().ToString(CultureInfo.InvariantCulture);

    static string Golden(string name) => Path.Combine(_golden, name);

    ProgramRun Align(params string[] more) => ProgramRun.Of("Evaluate", _folder, ["concepts", "align", "--source-clusters", Golden("clusters_source.txt"),
        "--target-clusters", Golden("clusters_target.txt"), "--dictionary", Golden("dictionary.txt"), .. more]);

    ProgramRun Overlap(string file, params string[] more) => ProgramRun.Of("Evaluate", _folder, ["concepts", "overlap", "--clusters", Golden(file), .. more]);
}
