using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Training.Scores;

namespace TransferPredict.Training.Tests.Scores;

public sealed class TaskMeasurabilityTest : IDisposable
{
    const string Scores = "task,metric,model,source,target,score,train_size,seed,origin\n"
        + "ner,f1,m,deu_Latn,deu_Latn,0.9,8000,0,lab\n"
        + "ner,f1,m,deu_Latn,nld_Latn,0.30,8000,0,lab\n"
        + "ner,f1,m,deu_Latn,nld_Latn,0.32,8000,1,lab\n"
        + "ner,f1,m,fra_Latn,nld_Latn,0.20,8000,0,lab\n"
        + "ner,f1,m,fra_Latn,nld_Latn,0.24,8000,1,lab\n"
        + "ner,f1,m,fra_Latn,deu_Latn,0.13,8000,0,lab\n";

    const string Baselines = "task,metric,model,source,target,train_size,seed,majority,shuffled\n"
        + "ner,f1,m,deu_Latn,deu_Latn,8000,0,0.9,0.9\n"
        + "ner,f1,m,deu_Latn,nld_Latn,8000,0,0.10,0.04\n"
        + "ner,f1,m,deu_Latn,nld_Latn,8000,1,0.12,0.04\n"
        + "ner,f1,m,fra_Latn,deu_Latn,8000,0,0.03,0.02\n"
        + "ner,f1,m,rus_Cyrl,deu_Latn,8000,0,1,1\n"
        + "ner,f1,m,deu_Latn+fra_Latn,rus_Cyrl,8000,0,1,1\n";

    static readonly LanguageCatalog _catalog = LanguageCatalog.LoadShipped();

    readonly string _folder = Directory.CreateTempSubdirectory("measurability-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Of_MeansOverPairsAndNoiseOfOneRun()
    {
        TaskMeasurability task = Assert.Single(Judge(Scores, Baselines));
        Assert.Equal(("ner", "f1", "m", "m|ner|f1", 3, 2), (task.Task, task.Metric, task.Model, task.Setting, task.Pairs, task.RepeatedPairs));
        Assert.Equal((0.31 + 0.22 + 0.13) / 3, task.MeanScore, 12);
        Assert.Equal((0.11 + 0.03) / 2, task.Majority!.Value, 12);
        Assert.Equal(0.03, task.Shuffled!.Value, 12);
        Assert.Equal(0.07, task.BetterBaseline!.Value, 12);
        Assert.Equal(Math.Sqrt((0.02 * 0.02 / 2 + 0.04 * 0.04 / 2) / 2), task.Noise!.Value, 12); // 0.0224: three times is 0.067
        Assert.Equal(Measurability.Measurable, task.Verdict);
    }

    [Fact]
    public void Of_ShuffledAnswersMayNotHaveBeenKept()
    {
        TaskMeasurability task = Assert.Single(Judge(Scores, Baselines.Replace("0.03,0.02", "0.03,", StringComparison.Ordinal)));
        Assert.Equal((2, 1, 0.04), (task.MajorityPairs, task.ShuffledPairs, Math.Round(task.Shuffled!.Value, 12)));
        Assert.Equal(0.07, task.BetterBaseline!.Value, 12);
    }

    [Fact]
    public void Of_ABetterBaselineWithinThreeTimesTheNoiseIsNotMeasurable() => Assert.Equal(
        Measurability.NotMeasurable, Assert.Single(Judge(Scores, Baselines.Replace("0.03,0.02", "0.22,0.02", StringComparison.Ordinal))).Verdict);

    [Fact]
    public void Of_WithoutBaselinesOrRepetitionNothingIsJudged()
    {
        Assert.Equal(Measurability.Unknown, Assert.Single(Judge(Scores, Baselines[..(Baselines.IndexOf('\n', StringComparison.Ordinal) + 1)])).Verdict);
        string once = string.Concat(Scores.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => !l.Contains(",1,lab", StringComparison.Ordinal)).Select(l => l + "\n"));
        TaskMeasurability task = Assert.Single(Judge(once, Baselines));
        Assert.Null(task.Noise);
        Assert.Equal(Measurability.Unknown, task.Verdict);
    }

    [Theory]
    [InlineData("8000,0,0.10,0.04", "8000,0,1.10,0.04", "majority")]
    [InlineData("8000,0,0.10,0.04", "8000,0,0.10,x", "shuffled")]
    [InlineData("8000,0,0.10,0.04", "8000,0,,0.04", "majority")]
    [InlineData("8000,1,0.12,0.04", "8000,0,0.12,0.04", "again")]
    [InlineData("majority", "most", "majority")]
    public void ReadAll_NamesFileAndDefect(string good, string bad, string named)
    {
        string path = Write("baselines.csv", Baselines.Replace(good, bad, StringComparison.Ordinal));
        InvalidDataException e = Assert.Throws<InvalidDataException>(() => BaselineFile.ReadAll([path], _catalog));
        Assert.Contains(path, e.Message, StringComparison.Ordinal);
        Assert.Contains(named, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Beside_TakesFilesOfTheSameName()
    {
        var root = new ProjectRoot(_folder);
        string path = Write("data/baselines/ner.m.csv", Baselines);
        Write("data/baselines/sentiment.leakage.csv", "source,target\n");
        Assert.Equal([path], BaselineFile.Beside(root, ["elsewhere/ner.m.csv", "elsewhere/pos.m.csv"]));
    }

    IEnumerable<TaskMeasurability> Judge(string scores, string baselines) => TaskMeasurability.Of(
        ScoreFile.ReadAll([Write("scores.csv", scores)], _catalog), BaselineFile.ReadAll([Write("baselines.csv", baselines)], _catalog));

    string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, text);
        return path;
    }
}
