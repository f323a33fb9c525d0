using System.CommandLine;
using TransferPredict.Features;
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
        var output = new DataOutput();
        shared.AddTo(command);
        foreach (Option option in (Option[])[folder, text, parallel, cache])
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(text) is null && result.GetResult(parallel) is not null)
                result.AddError("--parallel without --text; expected both, or --text alone.");
        });
        output.AddTo(command);
        command.SetWork((parsed, cancellation) =>
        {
            TrainingOutcome outcome = TrainingJob.Run(
                ProjectRoot.Find(), shared.Read(parsed) with
                {
                    Out = parsed.GetValue(folder),
                    Texts = parsed.GetValue(text) is { } texts ? new TextInput(texts, parsed.GetValue(parallel), parsed.GetValue(cache)) : null,
                }, output.Progress(parsed), cancellation);
            using TransferPredictor predictor = outcome.Predictor;
            output.Write(parsed, () => AccuracyData.Json(outcome.Study), () => AccuracyData.Csv(outcome.Study));
            if (!output.IsSilent(parsed))
                TrainingSummary.Write(outcome, parsed.GetValue(folder));
            return ExitCode.Done;
        });
        return command;
    }

    static Option<string?> Folder(string name, string description) =>
        PathOption.Check(new Option<string?>(name) { Description = description, HelpName = "DIR" });
}
