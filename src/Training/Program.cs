using System.CommandLine;
using TransferPredict.Features;
using TransferPredict.Training;
using TransferPredict.Training.CommandLine;
using TransferPredict.Training.Engines;
using TransferPredict.Training.FeatureTables;
using TransferPredict.Training.Predictor;
using TransferPredict.Training.Texts;

var shared = new TrainingCommandOptions();
var outOption = PathOption.Check(new Option<string?>("--out") { Description = "Folder of the predictor; models/predictor when left out", HelpName = "DIR" });
Option<string?> text = Folder("--text", "Text of each language for the model to read (docs/rep.md): what hidden states and concepts tell is computed afresh");
Option<string?> parallel = Folder("--parallel", "Text in which line i of every file is the same sentence");
Option<string?> cache = Folder("--cache", "Where vectors of the text are kept; in the user's cache folder when left out");
Option<string?> tableOption = PathOption.Check(new Option<string?>("--table") { Description = "Write the table that is learned from, every pair with its score and features: CSV", HelpName = "FILE" });
var engines = new EngineOptions();
var output = new DataOutput();
var root = new RootCommand("Trains the predictor of cross-lingual transfer: measures every language in the model, joins measured zero-shot scores, "
    + "tests on held-out target languages, calibrates, saves.");
shared.AddTo(root);
foreach (Option option in (Option[])[outOption, text, parallel, cache, tableOption])
    root.Options.Add(option);
engines.AddTo(root);
root.Validators.Add(result =>
{
    if (result.GetResult(text) is null && result.GetResult(parallel) is not null)
        result.AddError("--parallel without --text; expected both, or --text alone.");
});
output.AddTo(root);
HelpWithExamples.Add(root, new Dictionary<Command, string[]>
{
    [root] =
    [
        "dotnet run --project src/Training",
        "dotnet run --project src/Training -- --model mini-xlmr --scores data/scores/pos.mini-xlmr.csv --out my-predictor",
        "dotnet run --project src/Training -- --text texts --parallel translations",
        "dotnet run --project src/Training -- --quiet --json accuracy.json",
        "dotnet run --project src/Training -- --engine mlnet --engine-path artifacts/bin/MlNet/debug",
    ],
});
root.SetWork((parsed, cancellation) =>
{
    bool quiet = shared.IsQuiet(parsed);
    ProjectRoot repository = ProjectRoot.Find();
    TrainingOptions options = shared.Read(parsed) with
    {
        Out = parsed.GetValue(outOption),
        Texts = parsed.GetValue(text) is { } folder ? new TextInput(folder, parsed.GetValue(parallel), parsed.GetValue(cache)) : null,
    };
    if (engines.Load(parsed) is { } engine)
    {
        EngineOutcome outcome = EngineJob.Run(
            engine, repository, options with { Out = options.Out ?? engines.DefaultFolder(parsed, repository) }, new JobProgress(quiet), cancellation);
        Report(parsed, outcome.Inputs, outcome.Study, () => TrainingSummary.Write(outcome));
    }
    else
    {
        TrainingOutcome outcome = TrainingJob.Run(repository, options, new JobProgress(quiet), cancellation);
        using TransferPredictor predictor = outcome.Predictor;
        Report(parsed, outcome.Inputs, outcome.Study, () => TrainingSummary.Write(outcome, options.Out));
    }
    return ExitCode.Done;
});
return await Application.RunAsync(root, args);

void Report(ParseResult parsed, TrainingInputs inputs, AccuracyStudy study, Action summary)
{
    if (parsed.GetValue(tableOption) is { } file)
        OutputFile.Write(file, () => FeatureTableFile.Write(file, FeatureTable.Of(inputs.Table.Rows)));
    output.Write(parsed, () => AccuracyData.Json(study), () => AccuracyData.Csv(study));
    if (!shared.IsQuiet(parsed) && !output.TakesStandardOutput(parsed))
        summary();
}

static Option<string?> Folder(string name, string description) =>
    PathOption.Check(new Option<string?>(name) { Description = description, HelpName = "DIR" });
