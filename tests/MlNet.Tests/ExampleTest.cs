using Microsoft.ML;
using TransferPredict.Features;
using TransferPredict.MlNet;
using TransferPredict.MlNet.Pipelines;
using TransferPredict.Tests;
using TransferPredict.Training;
using TransferPredict.Training.Validation;

namespace TransferPredict.MlNet.Tests;

/// <summary>The example of docs/mlnet.md, word for word: it is run, and it is what the page shows.</summary>
public class ExampleTest
{
    const string Begin = "// begin", End = "// end";

    [FactIfShipped(Shipped.Model, Shipped.Scores)]
    public void RunsAsItStands()
    {
        TextWriter console = Console.Out;
        var output = new StringWriter();
        Console.SetOut(output);
        try
        {
            Example();
        }
        finally
        {
            Console.SetOut(console);
            File.Delete("transfer.zip");
        }
        string[] lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(5, lines.Length);
        Assert.Matches(@"^MAE 0\.0\d\d, NDCG@3 0\.\d\d$", lines[0]);
        Assert.Matches(@"^Danish to Faroese: 0\.\d{3} \(0\.\d{3} to 0\.\d{3}\)$", lines[1]);
        Assert.Equal(["1", "2", "3"], lines[2..].Select(l => l.Split(' ')[0]));
        console.WriteLine(output);
    }

    [Fact]
    public void IsWhatThePageShows()
    {
        string root = ProjectRoot.Find(AppContext.BaseDirectory).Folder;
        string[] shown = Block(File.ReadAllLines(Path.Combine(root, "docs", "mlnet.md")), "```csharp", "```");
        string[] source = File.ReadAllLines(Path.Combine(root, "tests", "MlNet.Tests", "ExampleTest.cs"));
        string[] code = [.. Block(source, "        " + Begin, "        " + End).Select(line => line.Length > 8 ? line[8..] : "")];
        Assert.Equal(code, shown.SkipWhile(line => line.StartsWith("using ", StringComparison.Ordinal) || line.Length == 0));
        Assert.All(shown.TakeWhile(line => line.StartsWith("using ", StringComparison.Ordinal)), line => Assert.Contains(line, source));
    }

    static void Example()
    {
        // begin
        var context = new MLContext(seed: 1);
        var transfer = context.TransferPrediction();
        var features = transfer.LoadFeatures(new TrainingOptions { Model = "mini-xlmr", Task = "pos" });
        var pairs = transfer.LoadPairs(features);

        var tested = transfer.CrossValidate(features, Splitter.TargetFolds(5, seed: 1), transfer.Estimator(pairs));
        Console.WriteLine($"MAE {tested.Regression.MeanAbsoluteError:0.000}, NDCG@3 {tested.Report.Metrics.Ndcg3:0.00}");

        var model = transfer.Estimator(pairs, new TransferPredictionOptions { Intervals = tested.Intervals }).Fit(features);
        context.Model.Save(model, model.InputSchema, "transfer.zip");

        var loaded = context.Model.Load("transfer.zip", out _);
        var engine = context.Model.CreatePredictionEngine<LanguagePair, TransferScore>(loaded);
        var score = engine.Predict(new LanguagePair { Model = "mini-xlmr", Source = "dan_Latn", Target = "fao_Latn" });
        Console.WriteLine($"Danish to Faroese: {score.Score:0.000} ({score.Lower:0.000} to {score.Upper:0.000})");
        foreach (var source in transfer.Rank(loaded, "fao_Latn").Take(3))
            Console.WriteLine($"{source.Rank} {source.Source.Name} {source.Score:0.000}");
        // end
    }

    static string[] Block(string[] lines, string begin, string end) => [.. lines.SkipWhile(line => line != begin).Skip(1).TakeWhile(line => line != end)];
}
