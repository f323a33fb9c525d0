using TransferPredict.Tests;
using TransferPredict.Training.CommandLine;
using TransferPredict.Training.Predictor;
using TransferPredict.Training.Validation;
using TransferPredict.Training.Validation.Baselines;

namespace TransferPredict.Training.Tests;

public sealed class TrainingJobTest : IDisposable
{
    static readonly string[] _files = ["calibration.json", "level.txt", "model.txt", "ranking.txt", "residuals.json", "schema.json", "training.json"];

    readonly TestRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void Run_SameBytesAgainAndWithOtherThreads_MeasuredOrStored()
    {
        byte[][] first = Trained(new TrainingOptions { Threads = 2 }), table = Table(); // measures the languages
        Assert.Equal(first, Trained(new TrainingOptions { Threads = 1 })); // takes the stored table
        Directory.Delete(_repository.Root.Features, recursive: true);
        Assert.Equal(first, Trained(new TrainingOptions { Threads = 1 }));
        Assert.Equal(table, Table());

        byte[][] Table() => [.. Directory.EnumerateFiles(Path.Combine(_repository.Root.Features, Defaults.Model)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
    }

    [Fact]
    public void Run_RecordsWhatItLearnedFrom()
    {
        TrainingOutcome outcome = _repository.Train();
        using TransferPredictor predictor = outcome.Predictor;
        TrainingRecord record = predictor.Record;
        Assert.Equal(["pos|accuracy|mini-xlmr"], record.Settings.AsEnumerable());
        Assert.Equal((TestRepository.Sources.Length, TestRepository.Targets.Length), (record.Sources, record.Targets));
        Assert.Equal(outcome.Inputs.Table.Rows.Count, record.Pairs);
        Assert.Equal(["pos.mini-xlmr.csv"], record.ScoreFiles.Keys);
        Assert.Equal(64, record.Models["mini-xlmr"].Length);
        Assert.Equal(outcome.Study.Headline.Metrics.Mae, record.HeldOut["mae"]);
        Assert.Equal(15, predictor.Intervals["mini-xlmr|pos|accuracy"].Languages); // por_Latn and por_Latn_BR are one language
        Assert.Contains(outcome.Study.Reports, r => r.Name == NoiseCeiling.Name);
    }

    [Fact]
    public void Run_AnotherSeedGivesAnotherPredictor() =>
        Assert.NotEqual(Trained(new TrainingOptions { Seed = 1 })[1], Trained(new TrainingOptions { Seed = 2 })[1]);

    [Fact]
    public void Run_WithoutScores()
    {
        File.Delete(_repository.ScoresFile);
        AssertSays(Refused<FileNotFoundException>(), _repository.Root.Scores, "no .csv file", "expected measured scores");
        Directory.Delete(_repository.Root.Scores);
        AssertSays(Refused<FileNotFoundException>(), _repository.Root.Scores, "no .csv file");
    }

    [Fact]
    public void Run_WithAModelThatNoScoreNames() =>
        AssertSays(Refused<InvalidDataException>(new TrainingOptions { Model = "mbert" }), $"{_repository.Root.Scores}: found scores of mini-xlmr", "expected some of 'mbert'");

    [Fact]
    public void Run_WithScoresOfModelsThatAreNotThere()
    {
        string scores = _repository.Write("other.csv", File.ReadAllText(_repository.ScoresFile).Replace("mini-xlmr", "xlm-r", StringComparison.Ordinal));
        AssertSays(Refused<DirectoryNotFoundException>(new TrainingOptions { ScoreFiles = [scores] }), _repository.Root.Models, "none of the models", "xlm-r");
        AssertSays(Refused<DirectoryNotFoundException>(new TrainingOptions { ScoreFiles = [scores], Model = "xlm-r" }), _repository.Root.Model("xlm-r"), "no such folder");

        TrainingOutcome outcome = _repository.Train(new TrainingOptions { ScoreFiles = [_repository.ScoresFile, scores] });
        using TransferPredictor predictor = outcome.Predictor;
        Assert.Equal(("xlm-r", 144), (outcome.Inputs.LeftOut.Keys.Single(), outcome.Inputs.LeftOut.Values.Single()));
        Assert.Equal(["mini-xlmr"], outcome.Inputs.Models.Keys);
    }

    [Fact]
    public void Run_LeavesOutATaskThatIsNoBetterThanChance()
    {
        string[] lines = File.ReadAllLines(_repository.ScoresFile);
        string[] ner = [.. lines[1..].Select(l => l.Replace("pos,accuracy", "ner,f1", StringComparison.Ordinal))];
        _repository.Write("data/scores/ner.mini-xlmr.csv", string.Join('\n', [lines[0], .. ner]) + "\n");
        string Baselines(string chance) => "task,metric,model,source,target,train_size,seed,majority,shuffled\n"
            + string.Concat(ner.Select(l => l.Split(',')).Select(c => $"{string.Join(',', c[..5])},{c[6]},{c[7]},{chance},0.01\n"));

        _repository.Write("data/baselines/ner.mini-xlmr.csv", Baselines("0.95"));
        TrainingOutcome outcome = _repository.Train();
        outcome.Predictor.Dispose();
        Assert.Equal(["mini-xlmr|ner|f1"], outcome.Inputs.NotMeasurable.Select(m => m.Setting));
        Assert.Equal(["pos|accuracy|mini-xlmr"], outcome.Predictor.Record.Settings.AsEnumerable());
        Assert.Contains(InputNotes.Of(outcome.Inputs), n => n.Contains("ner with mini-xlmr (f1), not measurable", StringComparison.Ordinal));

        _repository.Write("data/baselines/ner.mini-xlmr.csv", Baselines("0.05"));
        outcome = _repository.Train();
        outcome.Predictor.Dispose();
        Assert.Empty(outcome.Inputs.NotMeasurable);
        Assert.Equal(["ner|f1|mini-xlmr", "pos|accuracy|mini-xlmr"], outcome.Predictor.Record.Settings.AsEnumerable());
    }

    [Fact]
    public void Run_WithTwoFilesOfOneName()
    {
        string lines = File.ReadAllText(_repository.ScoresFile);
        string other = _repository.Write("elsewhere/pos.mini-xlmr.csv", lines.Replace(",pos,", ",ner,", StringComparison.Ordinal).Replace("pos,accuracy", "ner,f1", StringComparison.Ordinal));
        AssertSays(Refused<InvalidDataException>(new TrainingOptions { ScoreFiles = [_repository.ScoresFile, other] }), other, "second score file of this name");
    }

    [Fact]
    public void Run_WithOneTarget()
    {
        string scores = _repository.Write("one.csv", string.Join('\n', File.ReadLines(_repository.ScoresFile).Where(l => !l.StartsWith("pos", StringComparison.Ordinal) || l.Contains(",nld_Latn,", StringComparison.Ordinal))) + "\n");
        AssertSays(Refused<InvalidDataException>(new TrainingOptions { ScoreFiles = [scores] }), "1 group to hold out", "expects 2 or more");
    }

    [Fact]
    public void Run_WithTwoTargetsPromisesNothing()
    {
        string scores = _repository.Write("two.csv", string.Join('\n', File.ReadLines(_repository.ScoresFile)
            .Where(l => !l.StartsWith("pos", StringComparison.Ordinal) || l.Contains(",nld_Latn,", StringComparison.Ordinal) || l.Contains(",isl_Latn,", StringComparison.Ordinal))) + "\n");
        using TransferPredictor predictor = _repository.Train(new TrainingOptions { ScoreFiles = [scores] }).Predictor;
        ConformalInterval interval = predictor.Intervals.Values.Single();
        Assert.Null(interval.HalfWidth);
        Assert.Equal((0.0, 1.0), interval.Around(0.4));
    }

    [Fact]
    public void Run_ThatFailsOrIsCancelledKeepsTheOldPredictor()
    {
        byte[][] before = Trained();
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => _repository.Train(cancellation: source.Token));
        Refused<InvalidDataException>(new TrainingOptions { Model = "mbert" });
        File.AppendAllText(_repository.ScoresFile, "pos,accuracy,mini-xlmr,deu_Latn,nld_Latn,7,,,\n");
        Refused<InvalidDataException>();
        Assert.Equal(before, Bytes());
    }

    [Fact]
    public void Run_RefusesAnOutputThatIsAFileBeforeAnyWork()
    {
        string file = _repository.Write("taken", "");
        AssertSays(Refused<IOException>(new TrainingOptions { Out = file }), file, "expected a folder");
        Assert.False(Directory.Exists(_repository.Root.Features));
    }

    [Fact]
    public void Run_NamesADamagedCountOfOneLanguage()
    {
        string counts = _repository.Write("data/counts/mini-xlmr/nld_Latn.tsv", "token\tcount\n7\tmany\n");
        Exception error = Assert.ThrowsAny<Exception>(() => _repository.Train());
        Assert.Equal(ExitCode.BadData, Application.ExitCodeOf(error));
        AssertSays(Application.Cause(error), counts, "line 2", "many");
    }

    [Fact]
    public void Run_NamesATokenizerThatDoesNotFit()
    {
        string counts = _repository.Write("data/counts/mini-xlmr/nld_Latn.tsv", "token\tcount\n999999\t3\n");
        AssertSays(Application.Cause(Assert.ThrowsAny<Exception>(() => _repository.Train())), counts, "line 2", "does not fit this model");
    }

    byte[][] Trained(TrainingOptions? options = null)
    {
        _repository.Train(options).Predictor.Dispose();
        return Bytes();
    }

    byte[][] Bytes() => [.. _files.Select(f => File.ReadAllBytes(Path.Combine(_repository.Root.Predictor, f)))];

    T Refused<T>(TrainingOptions? options = null) where T : Exception => Assert.Throws<T>(() => _repository.Train(options));

    static void AssertSays(Exception error, params string[] parts) => Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
}
