using System.Text.Json;
using TransferPredict.Tests;
using TransferPredict.Training;
using TransferPredict.Training.CommandLine;
using TransferPredict.Training.Predictor;

namespace TransferPredict.Evaluate.Tests;

/// <summary>docs/extending.md: a model, a language and a task are added by dropping a folder or a file.</summary>
public sealed class ExtendingTest : IDisposable
{
    readonly TestRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void AModelIsAFolder_ATaskIsAFile_ALanguageIsARowAndAFile()
    {
        Copy(_repository.Root.Model(Defaults.Model), _repository.Root.Model("my-model"));
        Copy(Path.Combine(_repository.Root.Counts, Defaults.Model), Path.Combine(_repository.Root.Counts, "my-model"));
        string scores = File.ReadAllText(_repository.ScoresFile);
        _repository.Write("data/scores/pos.my-model.csv", scores.Replace(",mini-xlmr,", ",my-model,", StringComparison.Ordinal));
        _repository.Write("data/scores/questions.my-model.csv", scores.Replace("pos,accuracy,mini-xlmr,", "questions,exact_match,my-model,", StringComparison.Ordinal));
        string languages = File.ReadAllText(_repository.Root.LanguagesFile);
        string german = languages.Split('\n').Single(l => l.StartsWith("deu_Latn,", StringComparison.Ordinal));
        _repository.Write("data/languages.csv", languages + string.Join(',', [.. (string[])["qqq_Latn", "Madeup", "qqq", "", "madeup"], .. german.Split(',')[5..]]) + "\n");
        foreach (string folder in (string[])["my-model", "words"])
            File.Copy(Path.Combine(_repository.Root.Counts, folder, "deu_Latn.tsv"), Path.Combine(_repository.Root.Counts, folder, "qqq_Latn.tsv"));

        TrainingOutcome outcome = _repository.Train();
        using (TransferPredictor predictor = outcome.Predictor)
        {
            Assert.Equal(["pos|accuracy|mini-xlmr", "pos|accuracy|my-model", "questions|exact_match|my-model"], predictor.Record.Settings.AsEnumerable());
            Assert.Equal(predictor.Record.Settings.Order(StringComparer.Ordinal), outcome.Study.Settings.Select(s => $"{s.Task}|{s.Metric}|{s.Model}").Order(StringComparer.Ordinal));
            Assert.All(outcome.Study.Settings, s => Assert.Equal(outcome.Study.Headline.Rows / 3, s.Reports[0].Rows));
        }

        JsonElement ranking = ProgramRun.Of("Evaluate", _repository.Folder, "rank", "madeup", "--model", "my-model", "--task", "questions", "--json").Json;
        Assert.Equal("qqq_Latn", ranking.GetProperty("target").GetString());
        Assert.Contains(ranking.GetProperty("sources")[0].GetProperty("source").GetString(), (string[])["deu_Latn", "eng_Latn", "swe_Latn"]); // of German's genus
    }

    static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
