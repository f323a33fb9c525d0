using Microsoft.ML;
using TransferPredict.MlNet.Evaluation;
using TransferPredict.MlNet.Pipelines;
using TransferPredict.Tests;

namespace TransferPredict.MlNet.Tests.Engines;

/// <summary>The command line as users type it, with the engine that lies where it was built.</summary>
public sealed class MlNetEngineTest : IDisposable
{
    static readonly HashSet<string> _sources = ["eng_Latn", "deu_Latn", "fra_Latn", "rus_Cyrl", "fin_Latn", "swe_Latn"];

    readonly TempFolder _folder = new();
    readonly Shipped _shipped = new();

    public void Dispose() => _folder.Dispose();

    [FactIfShipped(Shipped.Model, Shipped.Scores)]
    public void Training_SavesAZipThatScoresNames()
    {
        string scores = _folder.In("scores.csv"), model = _folder.In("model");
        string[] lines = File.ReadAllLines(Path.Combine(_shipped.Root.Folder, Shipped.Scores));
        File.WriteAllLines(scores, lines.Where((line, i) => i == 0 || _sources.Contains(line.Split(',')[3])));

        ProgramRun run = ProgramRun.Of("Training", _shipped.Root.Folder, "--engine", "mlnet", "--engine-path", BuiltEngine(), "--scores", scores, "--out", model);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("\nML.NET LightGBM ", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nsource mean ", run.Output, StringComparison.Ordinal);
        string zip = Path.Combine(model, "model.zip");
        Assert.EndsWith($"Saved to {zip}. What can be done with it: docs/mlnet.md\n", run.Output, StringComparison.Ordinal);
        Assert.Equal([zip], Directory.EnumerateFileSystemEntries(model));
        var context = new MLContext();
        ITransformer loaded = context.Model.Load(zip, out DataViewSchema input);
        Assert.Equal(["Model", "Source", "Target"], input.Select(c => c.Name));
        RankedSource[] ranked = [.. context.TransferPrediction().Rank(loaded, "fao_Latn")];
        Assert.Equal(_sources.Order(), ranked.Select(r => r.Source.Code).Order());
        Assert.Equal("swe_Latn", ranked[0].Source.Code); // the only North Germanic source for Faroese
        Assert.All(ranked, r => Assert.True(0 <= r.Lower && r.Lower < r.Score && r.Score < r.Upper && r.Upper <= 1));
        using PredictionEngine<LanguagePair, TransferScore> engine = context.Model.CreatePredictionEngine<LanguagePair, TransferScore>(loaded);
        Assert.Equal(ranked[0].Score, engine.Predict(new LanguagePair { Model = "mini-xlmr", Source = "swe_Latn", Target = "fao_Latn" }).Score);
    }

    /// <summary>artifacts/bin/MlNet beside this test's folder, in the same configuration.</summary>
    static string BuiltEngine()
    {
        string here = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        return Path.GetFullPath(Path.Combine(here, "..", "..", "MlNet", Path.GetFileName(here)));
    }
}
