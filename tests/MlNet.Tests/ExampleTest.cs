using Microsoft.ML;
using TransferPredict.Features;
using TransferPredict.MlNet;
using TransferPredict.MlNet.Pipelines;
using TransferPredict.Tests;
using TransferPredict.Training;
using TransferPredict.Training.Validation;
using Xunit.Abstractions;

namespace TransferPredict.MlNet.Tests;

/// <summary>The example of docs/mlnet.md: it is run, and it is what the page shows, but for the folder of its file.</summary>
public class ExampleTest(ITestOutputHelper output)
{
    const string Begin = "// begin", End = "// end";

    [FactIfShipped(Shipped.Model, Shipped.Scores)]
    public void RunsAsItStands()
    {
        using var folder = new TempFolder();
        var console = new StringWriter();
        Example(console, folder);
        string[] lines = console.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(5, lines.Length);
        Assert.Matches(@"^MAE 0\.0\d\d, NDCG@3 0\.\d\d$", lines[0]);
        Assert.Matches(@"^Danish to Faroese: 0\.\d{3} \(0\.\d{3} to 0\.\d{3}\)$", lines[1]);
        Assert.Equal(["1", "2", "3"], lines[2..].Select(l => l.Split(' ')[0]));
        output.WriteLine(console.ToString());
    }

    [Fact]
    public void IsWhatThePageShows()
    {
        string root = ProjectRoot.Find(AppContext.BaseDirectory).Folder;
        string[] shown = Block(File.ReadAllLines(Path.Combine(root, "docs", "mlnet.md")), "```csharp", "```");
        string[] source = File.ReadAllLines(Path.Combine(root, "tests", "MlNet.Tests", "ExampleTest.cs"));
        string[] code = [.. Block(source, "        " + Begin, "        " + End).Select(line => line.Length > 8 ? line[8..].Replace("folder.In(\"transfer.zip\")", "\"transfer.zip\"", StringComparison.Ordinal) : "")];
        Assert.Equal(code, shown.SkipWhile(line => line.StartsWith("using ", StringComparison.Ordinal) || line.Length == 0));
        Assert.All(shown.TakeWhile(line => line.StartsWith("using ", StringComparison.Ordinal)), line => Assert.Contains(line, source));
    }

    /// <param name="Console">In place of the console, which tests that run at the same time write to.</param>
    /// <param name="folder">In place of the current folder.</param>
    static void Example(TextWriter Console, TempFolder folder)
    {
        // begin
        var context = new MLContext(seed: 1);
        var transfer = context.TransferPrediction();
        var features = transfer.LoadFeatures(new TrainingOptions { Model = "mini-xlmr", Task = "pos" });
        var pairs = transfer.LoadPairs(features);

        var tested = transfer.CrossValidate(features, Splitter.TargetFolds(5, seed: 1), transfer.Estimator(pairs));
        Console.WriteLine($"MAE {tested.Regression.MeanAbsoluteError:0.000}, NDCG@3 {tested.Report.Metrics.Ndcg3:0.00}");

        var model = transfer.Estimator(pairs, new TransferPredictionOptions { Intervals = tested.Intervals }).Fit(features);
        context.Model.Save(model, model.InputSchema, folder.In("transfer.zip"));

        var loaded = context.Model.Load(folder.In("transfer.zip"), out _);
        var engine = context.Model.CreatePredictionEngine<LanguagePair, TransferScore>(loaded);
        var score = engine.Predict(new LanguagePair { Model = "mini-xlmr", Source = "dan_Latn", Target = "fao_Latn" });
        Console.WriteLine($"Danish to Faroese: {score.Score:0.000} ({score.Lower:0.000} to {score.Upper:0.000})");
        foreach (var source in transfer.Rank(loaded, "fao_Latn").Take(3))
            Console.WriteLine($"{source.Rank} {source.Source.Name} {source.Score:0.000}");
        // end
    }

    static string[] Block(string[] lines, string begin, string end) => [.. lines.SkipWhile(line => line != begin).Skip(1).TakeWhile(line => line != end)];
}
