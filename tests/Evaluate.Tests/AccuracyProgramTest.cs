using System.Globalization;
using System.Text.Json;
using TransferPredict.Tests;

namespace TransferPredict.Evaluate.Tests;

/// <summary><c>accuracy</c> as users start it, on scores of a model that is not in models/ and on a feature file beside them.</summary>
public sealed class AccuracyProgramTest : IDisposable
{
    const string Header = "task,model,source,target,score,predicted,lower,upper,split,fold";

    readonly TestRepository _repository = new();
    readonly string _scores, _features;

    public AccuracyProgramTest()
    {
        string text = File.ReadAllText(_repository.ScoresFile).Replace("mini-xlmr", "xlm-r", StringComparison.Ordinal);
        _scores = _repository.Write("imported/scores.csv", text + "pos,accuracy,xlm-r,deu_Latn+fra_Latn,nld_Latn,0.8,8000,0,test\n");
        var random = new Random(2);
        _features = _repository.Write("imported/features.csv", "model,source,target,lex.overlap\n" + string.Concat(
            from source in TestRepository.Sources
            from target in (string[])[.. TestRepository.Targets, "fao_Latn"]
            select string.Create(CultureInfo.InvariantCulture, $"{(source == "eng_Latn" ? "" : "xlm-r")},{source},{target},{random.NextDouble()}\n")));
    }

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void ImportedTables_PredictionsWithIntervals()
    {
        ProgramRun run = Run("--scores", _scores, "--features", _features, "--predictions", "out/predictions.csv", "--level", "0.8");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("\nLambdaRank ", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nby lex.overlap ", run.Output, StringComparison.Ordinal);
        Assert.Contains("\n80 % prediction intervals hold ", run.Output, StringComparison.Ordinal);
        Assert.Contains("\n1 union, 1 target language (docs/rank.md)", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("with several sources", run.Output, StringComparison.Ordinal);
        Assert.Contains("left out: 17 of 136 rows of features", run.Output, StringComparison.Ordinal); // Faroese, self pairs, por_Latn to por_Latn_BR
        string[] lines = Predictions();
        Assert.Equal((Header, 8 * 15), (lines[0], lines.Length));
        Assert.All(lines[1..], line =>
        {
            string[] cells = line.Split(',');
            double[] numbers = [.. cells[4..8].Select(c => double.Parse(c, CultureInfo.InvariantCulture))];
            Assert.Equal(("pos", "xlm-r", "leave-one-target-out", cells[3][..3]), (cells[0], cells[1], cells[8], cells[9]));
            Assert.NotEqual(cells[2][..3], cells[3][..3]);
            Assert.InRange(numbers[1], numbers[2], numbers[3]);
        });
    }

    [Fact]
    public void TheOrderOfLinesChangesNoByte()
    {
        Assert.Equal(0, Run("--scores", _scores, "--features", _features, "--predictions", "out/predictions.csv", "--quiet").ExitCode);
        string[] first = Predictions();
        foreach (string file in (string[])[_scores, _features])
        {
            string[] lines = File.ReadAllLines(file);
            File.WriteAllLines(file, [lines[0], .. lines[1..].Reverse()]);
        }
        Assert.Equal(0, Run("--scores", _scores, "--features", _features, "--predictions", "out/predictions.csv", "--quiet", "--threads", "1").ExitCode);
        Assert.Equal(first, Predictions());
    }

    [Fact]
    public void Probes_AreNotJudged()
    {
        ProgramRun run = Run("--scores", _scores, "--split", "leave-one-genus-out", "--strict", "--probe", "en,deu_Latn", "--predictions", "out/predictions.csv", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal("leave-one-genus-out-strict", run.Json.GetProperty("split").GetString());
        Assert.Equal(["eng_Latn", "deu_Latn"], run.Json.GetProperty("probes").EnumerateArray().Select(p => p.GetString()));
        Assert.Equal(["LightGBM with probes", "LightGBM"], run.Json.GetProperty("reports").EnumerateArray().Take(2).Select(r => r.GetProperty("name").GetString()));
        Assert.DoesNotContain(Predictions(), l => l.Split(',')[2] is "eng_Latn" or "deu_Latn");
        Assert.All(Predictions()[1..], l => Assert.Contains(",leave-one-genus-out-strict,", l, StringComparison.Ordinal));
    }

    [Fact]
    public void FamiliesTiesAndUnionsAreInTheData()
    {
        ProgramRun run = Run("--scores", _scores, "--features", _features, "--without", "lex", "--seeds", "2", "--json", "out/a.json", "--csv", "out/a.csv");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("\nWhat lex changes (95 % interval): MAE ", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nOver 2 seeds, mean (least to greatest): MAE ", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nThe sources tied at the top at 90 %, ", run.Output, StringComparison.Ordinal);
        string[] lines = File.ReadAllLines(Path.Combine(_repository.Folder, "out/a.csv"));
        foreach (string name in (string[])["LightGBM without lex", "change by lex", "LightGBM over 2 seeds", "tied sources", "unions: expected best member"])
            Assert.Contains(lines, l => l.StartsWith($"leave-one-target-out,,,,{name},", StringComparison.Ordinal));
        JsonElement json = JsonDocument.Parse(File.ReadAllText(Path.Combine(_repository.Folder, "out/a.json"))).RootElement;
        Assert.Equal("lex", json.GetProperty("changes")[0].GetProperty("families")[0].GetString());
        Assert.InRange(json.GetProperty("ties").GetProperty("held").GetProperty("value").GetDouble(), 0, 1);
        Assert.Equal("expected best member", json.GetProperty("unions").GetProperty("reports")[0].GetProperty("name").GetString());
    }

    [Fact]
    public void TunedInsideTheFolds()
    {
        ProgramRun run = Run("--scores", _scores, "--split", "random-5-fold", "--tune", "nested");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("\nLightGBM, tuned with the target's other scores ", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, Run("--scores", _scores, "--tune", "twice").ExitCode);
    }

    [Fact]
    public void FewPairsAreJudgedOrRefusedWithoutATrace()
    {
        string[] lines = File.ReadAllLines(_scores);
        string two = _repository.Write("imported/two.csv", lines[0] + "\npos,accuracy,x,eng_Latn,nld_Latn,0.5,1,0,a\npos,accuracy,x,eng_Latn,dan_Latn,0.6,1,0,a\n");
        Assert.Equal(0, Run("--scores", two).ExitCode);
        string one = _repository.Write("imported/one.csv", lines[0] + "\n" + string.Concat(TestRepository.Sources.Where(s => s != "nld_Latn").Select((s, i) => $"pos,accuracy,x,{s},nld_Latn,0.{i + 1},1,0,a\n")));
        Assert.Equal(0, Run("--scores", one, "--split", "random").ExitCode);
        foreach (string[] wrong in (string[][])[["--without", ","], ["--seed", "2147483647", "--seeds", "2"], ["--seeds", "0"], ["--seeds", "x"], ["--seeds", "2", "--seed", "x"], ["--probe", ""]])
        {
            ProgramRun run = Run(["--scores", _scores, .. wrong]);
            Assert.Equal(2, run.ExitCode);
            Assert.Contains("expected", run.Error, StringComparison.Ordinal);
        }
        ProgramRun folder = Run("--scores", _scores, "--predictions", "imported");
        Assert.Equal((2, ""), (folder.ExitCode, folder.Output));
        Assert.Contains("imported' is a folder; expected the name of a file for --predictions", folder.Error, StringComparison.Ordinal);
        Assert.Equal(2, Run("--scores", _scores, "--json", "imported").ExitCode);
    }

    [Fact]
    public void ATaskThatIsNotThereIsNamed()
    {
        ProgramRun run = Run("--scores", _scores, "--task", "ner");
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("found scores of pos, expected some of 'ner'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void AMeasuredModelStandsInForOneThatIsNotThere()
    {
        string Feature(ProgramRun run) => string.Join(' ', run.Json.GetProperty("reports").EnumerateArray().Select(r => r.GetProperty("name").GetString()).Where(n => n!.EndsWith("esd.token.ks", StringComparison.Ordinal)));
        Assert.Equal("", Feature(Run("--scores", _scores, "--json")));
        Assert.Equal(0, Run("--quiet").ExitCode); // measures the languages of the model that is there
        Assert.Equal("nearest by esd.token.ks", Feature(Run("--scores", _scores, "--proxy", "mini-xlmr", "--json")));
    }

    [Fact]
    public void TwoMetricsHaveTheirOwnColumnLast()
    {
        File.AppendAllText(_scores, string.Concat(File.ReadAllLines(_scores)[1..].Select(l => l.Replace("accuracy", "f1", StringComparison.Ordinal) + "\n")));
        Assert.Equal(0, Run("--scores", _scores, "--split", "random-5-fold", "--predictions", "out/predictions.csv", "--quiet").ExitCode);
        string[] lines = Predictions();
        Assert.Equal((Header + ",metric", 2 * 119 + 1), (lines[0], lines.Length));
        Assert.Equal(119, lines.Count(l => l.EndsWith(",f1", StringComparison.Ordinal)));
        Assert.Equal(["fold 1", "fold 2", "fold 3", "fold 4", "fold 5"], lines[1..].Select(l => l.Split(',')[9]).Distinct().Order());
    }

    [Theory]
    [InlineData(2, "--split is 'script'; expected one of leave-one-target-out, leave-one-source-out", "--split", "script")]
    [InlineData(2, "--strict with random-5-fold, which holds no languages out", "--strict", "--split", "random")]
    [InlineData(2, "--probe with leave-one-source-out, which learns from other scores", "--probe", "eng_Latn", "--split", "source")]
    [InlineData(2, "--all shows single features, which are baselines and left out by --no-baselines", "--all", "--no-baselines")]
    [InlineData(2, "--level is '1'; expected a number from", "--level", "1")]
    [InlineData(1, "no row whose source is jpn_Jpan", "--probe", "jpn_Jpan", "--quiet")]
    [InlineData(1, "no row whose source is jpn_Jpan, xyzzy", "--probe", "eng_Latn,jpn_Jpan,xyzzy", "--quiet")]
    [InlineData(2, "--probe names no source", "--probe", ",")]
    [InlineData(2, "--json and --predictions both name '", "--json", "out/one", "--predictions", "./out/one")]
    [InlineData(2, "scores.csv' would be written over, which is read; expected another name for --predictions", "--scores", "imported/scores.csv", "--predictions", "./imported/scores.csv")]
    [InlineData(1, "none.csv: no such file", "--features", "none.csv")]
    [InlineData(1, "scores of mini-xlmr, expected some of 'mbert'", "--model", "mbert")]
    public void Refuses(int exitCode, string message, params string[] arguments)
    {
        ProgramRun run = Run(arguments);
        Assert.Equal((exitCode, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    ProgramRun Run(params string[] arguments) => ProgramRun.Of("Evaluate", _repository.Folder, ["accuracy", .. arguments]);

    string[] Predictions() => File.ReadAllLines(Path.Combine(_repository.Folder, "out/predictions.csv"));
}
