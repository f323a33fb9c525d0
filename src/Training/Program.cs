using System.CommandLine;
using TransferPredict.Features;
using TransferPredict.Training;
using TransferPredict.Training.CommandLine;
using TransferPredict.Training.Predictor;

var shared = new TrainingCommandOptions();
var outOption = PathOption.Check(new Option<string?>("--out") { Description = "Folder of the predictor; models/predictor when left out", HelpName = "DIR" });
var output = new DataOutput();
var root = new RootCommand("Trains the predictor of cross-lingual transfer: measures every language in the model, joins measured zero-shot scores, "
    + "tests on held-out target languages, calibrates, saves.");
shared.AddTo(root);
root.Options.Add(outOption);
output.AddTo(root);
HelpWithExamples.Add(root, new Dictionary<Command, string[]>
{
    [root] =
    [
        "dotnet run --project src/Training",
        "dotnet run --project src/Training -- --model mini-xlmr --scores data/scores/pos.mini-xlmr.csv --out my-predictor",
        "dotnet run --project src/Training -- --quiet --json accuracy.json",
    ],
});
root.SetWork((parsed, cancellation) =>
{
    bool quiet = shared.IsQuiet(parsed);
    TrainingOutcome outcome = TrainingJob.Run(
        ProjectRoot.Find(), shared.Read(parsed) with { Out = parsed.GetValue(outOption) }, new JobProgress(quiet), cancellation);
    using TransferPredictor predictor = outcome.Predictor;
    output.Write(parsed, () => AccuracyData.Json(outcome.Study), () => AccuracyData.Csv(outcome.Study));
    if (!quiet && !output.TakesStandardOutput(parsed))
        TrainingSummary.Write(outcome, parsed.GetValue(outOption));
    return ExitCode.Done;
});
return await Application.RunAsync(root, args);
