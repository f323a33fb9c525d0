using System.Text.Json;
using TransferPredict.Features;
using TransferPredict.Features.Tables;
using TransferPredict.Tests;
using TransferPredict.Training.Scores;

namespace TransferPredict.Evaluate.Tests.Import;

/// <summary>The command as users start it.</summary>
public sealed class ImportProgramTest : IDisposable
{
    readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Import_WritesTablesThatOurReadersTake()
    {
        _folder.Write("in/XNLI_XLMR.json", """[{"train_config": {"de": 1000, "ar": 50}, "eval_results": {"sw": 0.7, "ur": "x"}}, {"train_config": {"de": 1000}, "eval_results": {"sw": 0.6}}]""");
        ProgramRun run = Run("sumeval", "in", "--out", "out");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("\nscores          2  nli accuracy of xlm-roberta-large (2)\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("\ndropped         1  no measured score", run.Output, StringComparison.Ordinal);
        Assert.Contains("\n                   XNLI_XLMR.json, configuration 1: to ur\n", run.Output, StringComparison.Ordinal);

        ScoreTable scores = ScoreFile.ReadTable([At("out/scores.csv")], DataFolder.Catalog);
        Assert.Equal(("deu_Latn", "swh_Latn", 0.6), (Assert.Single(scores.Runs).Source.Code, scores.Runs[0].Target.Code, scores.Runs[0].Score));
        Assert.Equal([("arb_Arab", 50L), ("deu_Latn", 1000L)], Assert.Single(scores.Unions).Sources.Shares.Select(s => (s.Language.Code, s.Size!.Value)));

        var features = CsvTable.Read(At("out/features.csv"), "model", "source", "target");
        Assert.Equal(["model", "source", "target", "lex.log_train_size_source", "lex.train_languages_source", "lex.log_train_size_target"], features.Header.ToArray());
        Assert.Equal("arb_Arab:50+deu_Latn:1000", features.Rows[0]["source"]);
        Assert.Equal(2, features.Rows[0].Number("lex.train_languages_source"));

        JsonElement origin = JsonDocument.Parse(File.ReadAllText(At("out/features.json"))).RootElement;
        Assert.Equal(["importer", "files", "schema_hash", "scores", "features", "dropped", "doubtful", "unlisted", "remarks"], origin.EnumerateObject().Select(p => p.Name));
        Assert.Equal("XNLI_XLMR.json", origin.GetProperty("files")[0].GetProperty("name").GetString());
        Assert.Equal(64, origin.GetProperty("files")[0].GetProperty("sha256").GetString()!.Length);
        Assert.Equal("XNLI_XLMR.json, configuration 1: to ur", origin.GetProperty("dropped")[0].GetProperty("rows")[0].GetString());
    }

    [Fact]
    public void Import_Again_GivesTheSameBytes()
    {
        _folder.Write("in/data_tsfpos.csv", "Task lang,Aux lang,Accuracy,GENETIC", "de,en,0.5,", "de,fr,nan,0.5", "fr,en,0.25,0.125");
        Run("langrank", "in", "--out", "one");
        Run("langrank", "in/data_tsfpos.csv", "--out", "two");
        foreach (string name in (string[])["scores.csv", "features.csv", "features.json"])
            Assert.Equal(File.ReadAllBytes(At($"one/{name}")), File.ReadAllBytes(At($"two/{name}")));
        Assert.Equal(["model,source,target,ling.uriel.genetic", "langrank-pos,eng_Latn,deu_Latn,", "langrank-pos,eng_Latn,fra_Latn,0.125"], File.ReadAllLines(At("one/features.csv")));
    }

    [Theory]
    [InlineData(1, "no such folder or file", "xpos", "nowhere", "--out", "out")]
    [InlineData(1, "found no file named udpos-ft-10000.csv", "xpos", ".", "--out", "out")]
    [InlineData(2, "'other'", "other", ".", "--out", "out")]
    [InlineData(2, "--out", "xpos", ".")]
    [InlineData(2, "empty name", "xpos", "", "--out", "out")]
    [InlineData(2, "empty name", "xpos", ".", "--out", "")]
    public void Import_Errors(int code, string message, params string[] arguments)
    {
        ProgramRun run = Run(arguments);
        Assert.Equal(code, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Output);
        Assert.False(Directory.Exists(At("out")));
    }

    [Fact]
    public void Import_OfNothing_IsAnErrorThatTellsWhy()
    {
        _folder.Write("in/data_tsfpos.csv", "Task lang,Aux lang,Accuracy", "de,fr,nan");
        ProgramRun run = Run("langrank", "in", "--out", "out");
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("found no row of scores or features to keep; dropped 1: ", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(At("out")));
        Assert.Contains("found a file, expected a folder", Run("langrank", "in", "--out", "in/data_tsfpos.csv").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_NeverWritesOverWhatItReads()
    {
        _folder.Write("scores.csv", "Task lang,Aux lang,Accuracy", "de,en,0.5");
        ProgramRun run = Run("langrank", "scores.csv", "--out", ".");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("would be written over, which is read", run.Error, StringComparison.Ordinal);
        Assert.Equal("Task lang,Aux lang,Accuracy", File.ReadLines(At("scores.csv")).First());
    }

    string At(string name) => Path.Combine(_folder.Path, name);

    /// <summary>Runs inside the repository's clone, with paths of the folder.</summary>
    ProgramRun Run(params string[] arguments) => ProgramRun.Of("Evaluate", ProjectRoot.Find(AppContext.BaseDirectory).Folder,
        ["import", arguments[0], arguments[1].Length == 0 ? "" : At(arguments[1]), .. arguments[2..].Select(a => a.StartsWith('-') || a.Length == 0 ? a : At(a))]);
}
