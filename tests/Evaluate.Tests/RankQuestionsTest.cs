using System.Text.Json;
using TransferPredict.Tests;

namespace TransferPredict.Evaluate.Tests;

/// <summary>What rank tells beside predicted scores, on a small repository with a predictor.</summary>
public sealed class RankQuestionsTest(EvaluateProgramTest.Trained trained) : IClassFixture<EvaluateProgramTest.Trained>
{
    [Fact]
    public void Known_TheSourceHasItsScore_TheOthersMove_InAnyOrder()
    {
        JsonElement[] plain = Sources(Run("fo")), told = Sources(Run("fo", "--known", "deu=0.95", "fra=0.8"));
        Assert.Equal((0.95, 0.95, 0.95, 0.95), (Number(Of(told, "deu_Latn"), "predicted"), Number(Of(told, "deu_Latn"), "known"), Number(Of(told, "deu_Latn"), "lower"), Number(Of(told, "deu_Latn"), "upper")));
        Assert.Equal(told.Select(s => Number(s, "predicted")).OrderDescending(), told.Select(s => Number(s, "predicted"))); // the known take part in the order
        Assert.True(Of(told, "deu_Latn").GetProperty("rank").GetInt32() < Of(told, "fra_Latn").GetProperty("rank").GetInt32());
        Assert.All(plain.Where(s => Code(s) is not ("deu_Latn" or "fra_Latn")), s => Assert.NotEqual(Number(s, "predicted"), Number(Of(told, Code(s)), "predicted")));
        Assert.Equal(Run("fo", "--known", "deu=0.95", "fra=0.8").Output, Run("fo", "--known", "French=0.8,de=0.95").Output);
    }

    [Fact]
    public void Tied_TheFirstIs_AndALowerLevelTiesFewer()
    {
        JsonElement[] sure = Sources(Run("fo", "--level", "0.6")), usual = Sources(Run("fo"));
        Assert.True(sure[0].GetProperty("tied").GetBoolean());
        Assert.True(sure.Count(s => s.GetProperty("tied").GetBoolean()) <= usual.Count(s => s.GetProperty("tied").GetBoolean()));
    }

    [Fact]
    public void Level_NarrowerIntervalsLieInWiderOnes()
    {
        JsonElement[] narrow = Sources(Run("fo", "--level", "0.5")), wide = Sources(Run("fo"));
        Assert.All(narrow.Zip(wide), s => Assert.True(Number(s.First, "lower") >= Number(s.Second, "lower") && Number(s.First, "upper") <= Number(s.Second, "upper")));
        Assert.True(Number(narrow[0], "upper") - Number(narrow[0], "lower") < Number(wide[0], "upper") - Number(wide[0], "lower"));
    }

    [Fact]
    public void Suggest_NamesTheSourceOfTheHighestGain_NeverAKnownOne()
    {
        JsonElement json = Run("fo", "--suggest", "--known", "deu=0.5").Json;
        JsonElement[] sources = Sources(json);
        Assert.Equal(Code(sources.MaxBy(s => Number(s, "gain"))), json.GetProperty("suggested").GetString());
        Assert.Equal(0, Number(Of(sources, "deu_Latn"), "gain"));
        Assert.All(Sources(Run("fo")), s => Assert.Equal(JsonValueKind.Null, s.GetProperty("gain").ValueKind));
    }

    [Fact]
    public void Choose_TheFirstIsTheBest_AndEachRaisesTheUnion()
    {
        JsonElement json = Run("fo", "--choose", "3", "--top", "1").Json;
        string?[] chosen = [.. json.GetProperty("chosen").EnumerateArray().Select(c => c.GetString())];
        JsonElement[] sources = Sources(json);
        Assert.Equal(3, chosen.Distinct().Count());
        Assert.Equal(Code(sources[0]), chosen[0]);
        double[] union = [.. chosen.Select(c => Number(Of(sources, c!), "union"))];
        Assert.Equal(union.Order(), union);
    }

    [Fact]
    public void AKnownScoreOfOne_LeavesAllWithinTheRangeOfScores()
    {
        JsonElement[] sources = Sources(Run("fo", "--known", "deu=1", "fra=1", "--choose", "3", "--level", "0.6"));
        Assert.All(sources, s => Assert.InRange(Number(s, "predicted"), 0, 1));
        Assert.All(sources.Where(s => s.GetProperty("union").ValueKind == JsonValueKind.Number), s => Assert.InRange(Number(s, "union"), 0, 1));
    }

    [Fact]
    public void WithoutHeldOutErrors_RanksAndSaysWhatNeedsThem()
    {
        string folder = Path.Combine(trained.Repository.Folder, "without");
        Directory.CreateDirectory(folder);
        foreach (string file in Directory.EnumerateFiles(trained.Repository.Root.Predictor).Where(f => !f.EndsWith("residuals.json", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        ProgramRun run = Run("fo", "--predictor", "without");
        Assert.Contains("residuals.json", run.Error, StringComparison.Ordinal);
        Assert.All(Sources(run), s => Assert.Equal(JsonValueKind.Null, s.GetProperty("tied").ValueKind));
        ProgramRun probed = Run("fo", "--predictor", "without", "--known", "deu=0.5");
        Assert.Equal((1, ""), (probed.ExitCode, probed.Output));
        Assert.Contains("--known: found no residuals.json", probed.Error, StringComparison.Ordinal);
    }

    ProgramRun Run(params string[] arguments) => ProgramRun.Of("Evaluate", trained.Repository.Folder, ["rank", .. arguments, "--json"]);

    static JsonElement[] Sources(ProgramRun run) => Sources(run.Json);

    static JsonElement[] Sources(JsonElement json) => [.. json.GetProperty("sources").EnumerateArray()];

    static JsonElement Of(JsonElement[] sources, string code) => sources.Single(s => Code(s) == code);

    static string Code(JsonElement source) => source.GetProperty("source").GetString()!;

    static double Number(JsonElement element, string name) => element.GetProperty(name).GetDouble();
}
