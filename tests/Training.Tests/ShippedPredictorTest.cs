using TransferPredict.Features;
using TransferPredict.Tests;
using TransferPredict.Training.CommandLine;
using TransferPredict.Training.Predictor;

namespace TransferPredict.Training.Tests;

public class ShippedPredictorTest
{
    /// <summary>What is committed is, byte for byte, what the main job makes of the committed scores and features.</summary>
    [FactIfShipped("models/predictor/schema.json", "models/mini-xlmr/model.onnx", "data/scores/pos.mini-xlmr.csv")]
    public void TheMainJobMakesItAgain()
    {
        ProjectRoot root = ProjectRoot.Find();
        string folder = Directory.CreateTempSubdirectory("predictor-").FullName;
        try
        {
            TrainingJob.Run(root, new TrainingOptions { Out = folder }, new JobProgress(quiet: true), CancellationToken.None).Predictor.Dispose();
            foreach (string name in (string[])[.. PredictorBoosters.Files, "schema.json", "calibration.json", "training.json", "residuals.json"])
                Assert.True(
                    File.ReadAllBytes(Path.Combine(folder, name)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(root.Predictor, name))),
                    $"{name} of models/predictor is not what `dotnet run --project src/Training` writes now; run it and commit what it writes.");
            using TransferPredictor loaded = PredictorFolder.Load(root.Predictor);
            Assert.All(loaded.Intervals.Values, interval => Assert.True(interval.HalfWidth > 0));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
