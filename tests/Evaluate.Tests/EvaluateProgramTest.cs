using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TransferPredict.Tests;

namespace TransferPredict.Evaluate.Tests;

/// <summary>The program as users start it, on a small repository with a predictor.</summary>
public sealed class EvaluateProgramTest : IClassFixture<EvaluateProgramTest.Trained>
{
    readonly TestRepository _repository;

    public EvaluateProgramTest(Trained trained) => _repository = trained.Repository;

    [Fact]
    public void Rank_Json()
    {
        JsonElement json = Run("rank", "nld_Latn", "--json").Json;
        Assert.Equal(["target", "task", "metric", "model", "level", "ranked", "suggested", "chosen", "sources"], json.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("nld_Latn", "pos", "mini-xlmr"), (json.GetProperty("target").GetString(), json.GetProperty("task").GetString(), json.GetProperty("model").GetString()));
        JsonElement[] sources = [.. json.GetProperty("sources").EnumerateArray()];
        Assert.Equal(TestRepository.Sources.Length, sources.Length);
        Assert.All(sources, s =>
        {
            Assert.Equal(["rank", "source", "predicted", "lower", "upper", "measured", "known", "tied", "gain", "chosen", "union"], s.EnumerateObject().Select(p => p.Name));
            Assert.InRange(Number(s, "predicted"), Number(s, "lower"), Number(s, "upper"));
            Assert.InRange(Number(s, "lower"), 0, 1);
            Assert.InRange(Number(s, "upper"), 0, 1);
            Assert.InRange(Number(s, "measured"), 0.2, 1);
        });
        Assert.Equal(sources.Select(s => Number(s, "predicted")).OrderDescending(), sources.Select(s => Number(s, "predicted")));
        Assert.Contains(sources[0].GetProperty("source").GetString(), (string[])["deu_Latn", "eng_Latn", "swe_Latn"]); // Germanic, as the scores have it
    }

    [Fact]
    public void Rank_MeasuredIsTheMeanOverSeeds_NullWhereNeverRun()
    {
        double[] english = [.. File.ReadLines(_repository.ScoresFile).Where(l => l.Contains(",eng_Latn,nld_Latn,", StringComparison.Ordinal)).Select(l => double.Parse(l.Split(',')[5], CultureInfo.InvariantCulture))];
        Assert.Equal(2, english.Length);
        JsonElement source = Run("rank", "nld_Latn", "--json").Json.GetProperty("sources").EnumerateArray().Single(s => s.GetProperty("source").GetString() == "eng_Latn");
        Assert.Equal(english.Average(), Number(source, "measured"), 1e-12);
        Assert.All(Run("rank", "fao_Latn", "--json").Json.GetProperty("sources").EnumerateArray(), s => Assert.Equal(JsonValueKind.Null, s.GetProperty("measured").ValueKind));
    }

    [Theory]
    [InlineData("por_Latn", "por_Latn")]
    [InlineData("por_Latn_BR", "por_Latn")]
    [InlineData("swe_Latn", "swe_Latn")]
    public void Rank_LeavesOutTheTargetAndItsVariants(string target, string never)
    {
        string?[] sources = [.. Run("rank", target, "--json").Json.GetProperty("sources").EnumerateArray().Select(s => s.GetProperty("source").GetString())];
        Assert.Equal(TestRepository.Sources.Length - 1, sources.Length);
        Assert.DoesNotContain(never, sources);
    }

    [Fact]
    public void Rank_Table()
    {
        ProgramRun run = Run("rank", "fao_Latn", "--top", "3");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("Sources for Faroese (fao_Latn), pos with mini-xlmr, best first:", run.Lines[0]);
        Assert.StartsWith("rank  source    name", run.Lines[1], StringComparison.Ordinal);
        Assert.Equal(["1", "2", "3"], run.Lines[3..6].Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]));
        Assert.StartsWith("3 of 8 sources.", run.Lines[6], StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.All(run.Lines[1..6], l => Assert.True(l.Length <= 80, l));
    }

    [Theory]
    [InlineData("fo")]
    [InlineData("Faroese")]
    [InlineData("FAO-latn")]
    public void Rank_TakesAliases(string alias) => Assert.Equal(Run("rank", "fao_Latn"), Run("rank", alias));

    [Fact]
    public void Rank_FromAnywhereInTheRepository() => Assert.Equal(Run("rank", "fo"), ProgramRun.Of("Evaluate", Path.Combine(_repository.Folder, "src"), "rank", "fo"));

    [Fact]
    public void Rank_Csv()
    {
        ProgramRun run = Run("rank", "fo", "--csv", "--top", "2");
        Assert.Equal("rank,source,predicted,lower,upper,measured,known,tied,gain,chosen,union", run.Lines[0]);
        Assert.Equal(3, run.Lines.Length);
        Assert.Matches("^1,[a-z]{3}_[A-Z][a-z]{3},0\\.\\d+,0(\\.\\d+)?,[01](\\.\\d+)?,,,true,,,$", run.Lines[1]);
    }

    [Fact]
    public void Rank_FilesOfDataLeaveTheTableAlone()
    {
        ProgramRun plain = Run("rank", "fo"), files = Run("rank", "fo", "--json", "out/fo.json", "--csv", "out/fo.csv");
        Assert.Equal(plain, files);
        Assert.Equal(Run("rank", "fo", "--json").Output, File.ReadAllText(Path.Combine(_repository.Folder, "out", "fo.json")));
        Assert.Equal(Run("rank", "fo", "--json").Output, Run("rank", "fo", "--json", "-").Output);
        Assert.Equal(Run("rank", "fo", "--csv").Output, File.ReadAllText(Path.Combine(_repository.Folder, "out", "fo.csv")));
    }

    [Theory]
    [InlineData(2, "Unknown language 'fao_Lat'; nearest known: fao_Latn (Faroese)", "rank", "fao_Lat")]
    [InlineData(2, "Unknown language 'Germann'; nearest known: deu_Latn (German)", "similarity", "mini-xlmr", "Germann", "nld")]
    [InlineData(2, "--top is '0'; expected a whole number, 1 or more", "rank", "fo", "--top", "0")]
    [InlineData(2, "--top is 'ten'; expected a whole number, 1 or more", "rank", "fo", "--top", "ten")]
    [InlineData(2, "Required argument", "rank")]
    [InlineData(2, "--known is 'deu'; expected a source and its score, such as deu_Latn=0.63", "rank", "fo", "--known", "deu")]
    [InlineData(2, "--known deu is '63'; expected a fraction from 0 to 1 (percentages divided by 100)", "rank", "fo", "--known", "deu=63")]
    [InlineData(2, "--known deu is '63%'; expected a fraction", "rank", "fo", "--known", "deu=63%")]
    [InlineData(2, "--known deu is '-0.1'; expected a fraction", "rank", "fo", "--known", "deu=-0.1")]
    [InlineData(2, "--known names deu 2 times", "rank", "fo", "--known", "deu=0.6", "deu=0.7")]
    [InlineData(2, "--known German: found deu_Latn twice", "rank", "fo", "--known", "deu=0.6", "German=0.7")]
    [InlineData(2, "Unknown language 'Germann'; nearest known: deu_Latn (German)", "rank", "fo", "--known", "Germann=0.6")]
    [InlineData(2, "--known isl: found no scores from Icelandic (isl_Latn)", "rank", "fo", "--known", "isl=0.6")]
    [InlineData(2, "--choose is '0'; expected a whole number, 1 or more", "rank", "fo", "--choose", "0")]
    [InlineData(2, "--choose is 9; found 8 sources of fao_Latn, expected at most that many", "rank", "fo", "--choose", "9")]
    [InlineData(2, "--level is '1'; expected a number from 0.001 to 0.999", "rank", "fo", "--level", "1")]
    [InlineData(2, "--json and --csv both", "rank", "fo", "--json", "-", "--csv", "-")]
    [InlineData(2, "--json and --csv both", "rank", "fo", "--json", "--csv")]
    [InlineData(2, "Required command", "--json")]
    [InlineData(2, "'town'", "accuracy", "--split", "town")]
    [InlineData(1, "found a predictor of pos with mini-xlmr, expected one of ner with mini-xlmr", "rank", "fo", "--task", "ner")]
    [InlineData(1, "found a predictor of pos with mini-xlmr, expected one of pos with mbert", "rank", "fo", "--model", "mbert")]
    [InlineData(1, "nowhere/schema.json: no such file; expected a predictor", "rank", "fo", "--predictor", "nowhere")]
    [InlineData(1, "src/x.json/y.json: cannot be written", "rank", "fo", "--json", "src/x.json/y.json")]
    [InlineData(1, "no such folder; expected a model exported to ONNX", "similarity", "mbert", "deu", "nld")]
    [InlineData(1, "Wolof (wol_Latn) has no token counts for mini-xlmr", "similarity", "mini-xlmr", "wo", "nld")]
    [InlineData(1, "1 group to hold out; leave-one-model-out expects 2 or more", "accuracy", "--split", "model", "--quiet")]
    public void BadInputIsOneClearLine(int code, string message, params string[] arguments)
    {
        File.WriteAllText(Path.Combine(_repository.Folder, "src", "x.json"), "");
        ProgramRun run = Run(arguments);
        Assert.Equal((code, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("error: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Rank_SaysWhenLittleIsKnownOfTheTarget()
    {
        ProgramRun run = Run("rank", "wo", "--json");
        Assert.Equal(TestRepository.Sources.Length, run.Json.GetProperty("sources").GetArrayLength());
        Assert.StartsWith("note: Wolof has no token counts for mini-xlmr", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Rank_RefusesAPredictorOfAnotherSchema()
    {
        string folder = CopyOfPredictor("old");
        JsonNode schema = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "schema.json")))!;
        ((JsonArray)schema["features"]!)[0] = "esd.token.old";
        File.WriteAllText(Path.Combine(folder, "schema.json"), schema.ToJsonString());
        ProgramRun run = Run("rank", "fo", "--predictor", "old");
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("only there: esd.token.old", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Rank_RefusesAPredictorOfAnotherModel()
    {
        string file = Path.Combine(CopyOfPredictor("other"), "training.json");
        JsonNode record = JsonNode.Parse(File.ReadAllText(file))!;
        record["models"]!["mini-xlmr"] = "0123";
        File.WriteAllText(file, record.ToJsonString());
        ProgramRun run = Run("rank", "fo", "--predictor", "other");
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("trained on another mini-xlmr (model hash 0123)", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Similarity_ShowsEveryFeatureBesideItsNoiseFloor()
    {
        ProgramRun run = Run("similarity", "mini-xlmr", "deu_Latn", "nld_Latn");
        Assert.Equal((0, "Measuring both languages (2)\n"), (run.ExitCode, run.Error));
        Assert.StartsWith("German (deu_Latn) to Dutch (nld_Latn) in mini-xlmr:", run.Output, StringComparison.Ordinal);
        foreach (string feature in Features.FeatureSchema.Names)
            Assert.Contains($"\n{feature} ", run.Output, StringComparison.Ordinal);

        JsonElement[] features = [.. Run("similarity", "mini-xlmr", "de", "nl", "--json").Json.GetProperty("features").EnumerateArray()];
        Assert.Equal(Features.FeatureSchema.Names.AsEnumerable(), features.Select(f => f.GetProperty("feature").GetString()!));
        JsonElement ks = features[0];
        Assert.Equal("esd.token.ks", ks.GetProperty("feature").GetString());
        Assert.InRange(Number(ks, "value"), 0, 1);
        Assert.Equal(["feature", "value", "source_halves", "target_halves"], ks.EnumerateObject().Select(p => p.Name));
        Assert.Equal(features.Length + 1, Run("similarity", "mini-xlmr", "de", "nl", "--csv").Lines.Length);
    }

    [Fact]
    public void Similarity_OfALanguageWithItselfIsPerfect()
    {
        JsonElement[] features = [.. Run("similarity", "mini-xlmr", "de", "de", "--json").Json.GetProperty("features").EnumerateArray()];
        double Value(string name) => Number(features.Single(f => f.GetProperty("feature").GetString() == name), "value");
        Assert.Equal((0, 1, 1, 0), (Value("esd.token.ks"), Value("esd.token.combined"), Value("lex.subword_jaccard"), Value("ling.distance")));
    }

    [Fact]
    public void Accuracy_TablesAndData()
    {
        ProgramRun run = Run("accuracy");
        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"^Reading scores \(1\)\nJoining scores with features \(\d+\)\nTesting \(leave-one-target-out\) \(15\)\nFigures and their intervals \(\d+\)\nFigures by model and task \(\d+\)\nJudging ties at the top \(16\)\n$", run.Error);
        Assert.StartsWith("leave-one-target-out", run.Lines[0], StringComparison.Ordinal);
        foreach (string row in (string[])["LightGBM", "mean score", "source mean", "English", "by ", "noise ceiling"])
            Assert.Contains("\n" + row, run.Output, StringComparison.Ordinal);
        Assert.Equal(5, run.Lines.Count(l => l.StartsWith("by ", StringComparison.Ordinal) && !l.StartsWith("by ...", StringComparison.Ordinal)));
        Assert.Equal("", Run("accuracy", "--quiet").Error);
        Assert.Contains("\nby ling.distance ", Run("accuracy", "--all").Output, StringComparison.Ordinal);

        ProgramRun alone = Run("accuracy", "--no-baselines");
        Assert.Equal(run.Lines[2..5].Select(Squeezed), alone.Lines[2..5].Select(Squeezed));
        Assert.DoesNotContain("\nmean score", alone.Output, StringComparison.Ordinal);

        ProgramRun csv = Run("accuracy", "--csv", "--split", "family");
        Assert.Equal("split,task,metric,model,name,rows,figure,value,low,high", csv.Lines[0]);
        Assert.All(csv.Lines[1..], l => Assert.StartsWith("leave-one-family-out,", l, StringComparison.Ordinal));
        Assert.Contains("optimistic", Run("accuracy", "--split", "random", "--json").Json.GetProperty("split").GetString(), StringComparison.Ordinal);

        static string Squeezed(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)); // columns are narrower without the others
    }

    [Fact]
    public void NoiseFloor_Json()
    {
        JsonElement json = Run("noise-floor", "mini-xlmr", "--json").Json;
        Assert.Equal(TestRepository.Targets.Length + 1, json.GetProperty("languages").GetInt32());
        Assert.All(json.GetProperty("features").EnumerateArray(), f => Assert.Equal(["feature", "halves", "pairs", "distinct"], f.EnumerateObject().Select(p => p.Name)));
    }

    [Fact]
    public void Languages_ListsAndSearches()
    {
        ProgramRun germanic = Run("languages", "germanic");
        Assert.Equal(0, germanic.ExitCode);
        Assert.Contains("\nfao_Latn ", germanic.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("fra_Latn", germanic.Output, StringComparison.Ordinal);
        JsonElement faroese = Assert.Single(Run("languages", "Faroese", "--json").Json.GetProperty("languages").EnumerateArray());
        Assert.Equal(("fao_Latn", "Germanic", true), (faroese.GetProperty("code").GetString(), faroese.GetProperty("genus").GetString(), faroese.GetProperty("counted").GetBoolean()));
        Assert.True(Run("languages", "--csv").Lines.Length > 250);
        ProgramRun none = Run("languages", "Faroesee");
        Assert.Equal(2, none.ExitCode);
        Assert.Contains("nearest known: fao_Latn (Faroese)", none.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("rank")]
    [InlineData("accuracy")]
    [InlineData("similarity")]
    [InlineData("noise-floor")]
    [InlineData("languages")]
    public void Help_HasExamples(params string[] command)
    {
        ProgramRun run = Run([.. command, "--help"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains($"Examples:\n  dotnet run --project src/Evaluate -- {string.Concat(command)}", run.Output, StringComparison.Ordinal);
    }

    ProgramRun Run(params string[] arguments) => ProgramRun.Of("Evaluate", _repository.Folder, arguments);

    static double Number(JsonElement element, string name) => element.GetProperty(name).GetDouble();

    string CopyOfPredictor(string name)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_repository.Folder, name)).FullName;
        foreach (string file in Directory.EnumerateFiles(_repository.Root.Predictor))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        return folder;
    }

    /// <summary>A repository whose predictor is trained once.</summary>
    public sealed class Trained : IDisposable
    {
        public Trained() => Repository.Train().Predictor.Dispose();

        internal TestRepository Repository { get; } = new();

        public void Dispose() => Repository.Dispose();
    }
}
