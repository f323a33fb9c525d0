using System.Text.Json;
using TransferPredict.Features;
using TransferPredict.Tests;

namespace TransferPredict.Evaluate.Tests;

public class ExplainProgramTest
{
    static readonly string _root = ProjectRoot.Find().Folder;

    [FactIfShipped("models/predictor/schema.json", "data/features/mini-xlmr/languages.json")]
    public void TheParts_SumToThePredictionThatRankGives()
    {
        JsonElement ranked = Run("rank", "fo", "--top", "60", "--json").Json;
        JsonElement[] sources = [.. ranked.GetProperty("sources").EnumerateArray()];
        JsonElement json = Run("explain", "nb", "fo", "--json").Json;

        int place = Array.FindIndex(sources, s => s.GetProperty("source").GetString() == "nob_Latn");
        double score = sources[place].GetProperty("predicted").GetDouble();
        Assert.Equal(score, json.GetProperty("predicted").GetDouble(), 1e-12);
        Assert.Equal(place + 1, json.GetProperty("rank").GetInt32());
        JsonElement[] reasons = [.. json.GetProperty("reasons").EnumerateArray()];
        double sum = json.GetProperty("average").GetDouble() + json.GetProperty("order").GetDouble() + reasons.Sum(r => r.GetProperty("effect").GetDouble());
        Assert.Equal(score, sum, 1e-6);
        Assert.Equal(reasons.OrderByDescending(r => Math.Abs(r.GetProperty("effect").GetDouble())).Select(r => r.GetProperty("feature").GetString()),
            reasons.Select(r => r.GetProperty("feature").GetString()));
        foreach (JsonElement family in json.GetProperty("families").EnumerateArray())
            Assert.Equal(
                reasons.Where(r => r.GetProperty("family").GetString() == family.GetProperty("family").GetString()).Sum(r => r.GetProperty("effect").GetDouble()),
                family.GetProperty("effect").GetDouble(), 1e-12);
        Assert.Equal("of the target's genus, like", reasons.Single(r => r.GetProperty("feature").GetString() == "ling.same_genus").GetProperty("words").GetString()![..27]);
        Assert.Contains(reasons, r => r.GetProperty("family").GetString() == "rep" && r.GetProperty("effect").GetDouble() != 0);
    }

    [FactIfShipped("models/predictor/schema.json", "data/features/mini-xlmr/languages.json")]
    public void WarnsOfWhatIsNotKnown() =>
        Assert.Equal("note: Akuntsu has no token counts for mini-xlmr: ranked by family, genus, script and distance alone.\n", Run("explain", "isl_Latn", "Akuntsu").Error);

    [FactIfShipped("models/predictor/schema.json", "data/features/mini-xlmr/languages.json")]
    public void TellsFamiliesAndFeatures()
    {
        ProgramRun run = Run("explain", "Icelandic", "Faroese", "--top", "2");
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("Icelandic (isl_Latn) for Faroese (fao_Latn), pos with mini-xlmr:\npredicted ", run.Output, StringComparison.Ordinal);
        foreach (string line in (string[])["family", "rep ", "order of all boosters", "Raised most by:", "Lowered most by:"])
            Assert.Contains("\n" + line, run.Output, StringComparison.Ordinal);
    }

    [FactIfShipped("models/predictor/schema.json", "data/features/mini-xlmr/languages.json")]
    public void TheIntervalIsOfTheLevelAskedFor()
    {
        JsonElement ranked = Run("rank", "fo", "--level", "0.5", "--top", "60", "--json").Json, json = Run("explain", "nb", "fo", "--level", "0.5", "--json").Json;
        JsonElement source = ranked.GetProperty("sources").EnumerateArray().Single(s => s.GetProperty("source").GetString() == "nob_Latn");
        Assert.Equal((0.5, source.GetProperty("lower").GetDouble(), source.GetProperty("upper").GetDouble()),
            (json.GetProperty("level").GetDouble(), json.GetProperty("lower").GetDouble(), json.GetProperty("upper").GetDouble()));
    }

    [FactIfShipped("models/predictor/schema.json", "data/features/mini-xlmr/languages.json")]
    public void ASourceWithoutScores_IsNamed()
    {
        ProgramRun run = Run("explain", "oci_Latn", "fao_Latn");
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("Occitan (oci_Latn)", run.Error, StringComparison.Ordinal);
        Assert.Contains("rank fao_Latn", run.Error, StringComparison.Ordinal);
    }

    static ProgramRun Run(params string[] arguments) => ProgramRun.Of("Evaluate", _root, arguments);
}
