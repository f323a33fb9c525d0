using System.CommandLine;
using System.CommandLine.Parsing;
using TransferPredict.Features;
using TransferPredict.Training.Engines;
using TransferPredict.Training.FeatureTables;
using TransferPredict.Training.Predictor;
using TransferPredict.Training.Texts;

namespace TransferPredict.Training.CommandLine;

/// <summary>The main job as a command: what `dotnet run --project src/Training` does, and `train` of the tool.</summary>
public static class TrainCommand
{
    /// <summary>What the command does.</summary>
    public const string Description = "Trains the predictor of cross-lingual transfer: measures every language in the model, joins measured zero-shot scores, tests on held-out target languages, calibrates, saves";

    /// <summary>Its examples, without what starts the program.</summary>
    public static string[] Examples { get; } =
    [
        "",
        "--model mini-xlmr --scores data/scores/pos.mini-xlmr.csv --out my-predictor",
        "--text texts --parallel translations",
        "--quiet --json accuracy.json",
        "--engine mlnet --engine-path artifacts/bin/MlNet/debug",
    ];

    /// <summary>Gives a command the options and the work.</summary>
    /// <returns>The command.</returns>
    public static TCommand Build<TCommand>(TCommand command)
        where TCommand : Command
    {
        var shared = new TrainingCommandOptions();
        var folder = PathOption.Check(new Option<string?>("--out") { Description = "Folder of the predictor; models/predictor when left out", HelpName = "DIR" });
        Option<string?> text = Folder("--text", "Text of each language for the model to read (docs/rep.md): what hidden states and concepts tell is computed afresh");
        Option<string?> parallel = Folder("--parallel", "Text in which line i of every file is the same sentence");
        Option<string?> cache = Folder("--cache", "Where vectors of the text are kept; in the user's cache folder when left out");
        var table = PathOption.Check(new Option<string?>("--table") { Description = "Write the table that is learned from, every pair with its score and features: CSV", HelpName = "FILE" });
        var engines = new EngineOptions();
        var output = new DataOutput(table);
        shared.AddTo(command);
        foreach (Option option in (Option[])[folder, text, parallel, cache, table])
            command.Options.Add(option);
        engines.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(text) is null && result.GetResult(parallel) is not null)
                result.AddError("--parallel without --text; expected both, or --text alone.");
        });
        output.AddTo(command);
        command.Validators.Add(result => RequireOwnFiles(result, table));
        command.SetWork((parsed, cancellation) =>
        {
            ProjectRoot root = ProjectRoot.Find();
            TrainingOptions options = shared.Read(parsed) with
            {
                Out = parsed.GetValue(folder),
                Texts = parsed.GetValue(text) is { } texts ? new TextInput(texts, parsed.GetValue(parallel), parsed.GetValue(cache)) : null,
            };
            if (engines.Load(parsed) is { } engine)
            {
                EngineOutcome outcome = EngineJob.Run(
                    engine, root, options with { Out = options.Out ?? engines.DefaultFolder(parsed, root) }, output.Progress(parsed), cancellation);
                Report(parsed, outcome.Inputs, outcome.Study, () => TrainingSummary.Write(outcome));
            }
            else
            {
                TrainingOutcome outcome = TrainingJob.Run(root, options, output.Progress(parsed), cancellation);
                using TransferPredictor predictor = outcome.Predictor;
                Report(parsed, outcome.Inputs, outcome.Study, () => TrainingSummary.Write(outcome, options.Out));
            }
            return ExitCode.Done;
        });
        return command;

        void Report(ParseResult parsed, TrainingInputs inputs, AccuracyStudy study, Action summary)
        {
            if (parsed.GetValue(table) is { } file)
                OutputFile.Write(file, () => FeatureTableFile.Write(file, FeatureTable.Of(inputs.Table.Rows)));
            output.Write(parsed, () => AccuracyData.Json(study), () => AccuracyData.Csv(study));
            if (!output.IsSilent(parsed))
                summary();
        }
    }

    /// <summary>A table is two files, X.csv and X.json; the second may be none that another option writes, and neither the folder of the predictor.</summary>
    static void RequireOwnFiles(CommandResult result, Option<string?> table)
    {
        if (result.GetResult(table) is not { Tokens: [{ Value: var name }] } || string.IsNullOrWhiteSpace(name) || name.Contains('\0'))
            return;
        if (!name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
        {
            result.AddError($"--table is '{name}'; expected a name that ends in .csv, beside which a file of that name with .json is written.");
            return;
        }
        string csv = Path.GetFullPath(name), json = FeatureTableFile.SchemaFileOf(csv);
        foreach (string other in (string[])["--json", "--csv", "--out"])
            if (result.GetResult(other) is OptionResult { Tokens: [{ Value: { Length: > 0 } given }] } && !given.Contains('\0') && Path.GetFullPath(given) is var file && (file == json || (file == csv && other == "--out")))
                result.AddError($"{other} names '{given}', which --table {name} writes{(file == json ? " beside it" : "")}; expected another name for one of them.");
    }

    static Option<string?> Folder(string name, string description) =>
        PathOption.Check(new Option<string?>(name) { Description = description, HelpName = "DIR" });
}
