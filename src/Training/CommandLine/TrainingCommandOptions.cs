using System.CommandLine;
using System.CommandLine.Parsing;

namespace TransferPredict.Training.CommandLine;

/// <summary>The options that training and its evaluation share: which scores, model and task, which seed, how many threads.</summary>
public sealed class TrainingCommandOptions
{
    readonly Option<string?> _model = Completions.Models(PathOption.Check(new Option<string?>("--model") { Description = "Only this model (a folder in models/); all that have scores when left out", HelpName = "NAME" }));
    readonly Option<string?> _task = Completions.Tasks(new Option<string?>("--task") { Description = "Only this task; all that have scores when left out", HelpName = "NAME" });
    readonly Option<string[]> _scores = PathOption.Check(new Option<string[]>("--scores") { Description = "Measured scores, one file or several; all of data/scores when left out", HelpName = "FILE", AllowMultipleArgumentsPerToken = true });
    readonly Option<int> _seed = WholeNumberOption.Create("--seed", "Seed of training and of the bootstrap", 1, 0);
    readonly Option<int> _threads = WholeNumberOption.Create("--threads", "Languages and folds worked on at a time; results do not depend on it", Environment.ProcessorCount, 1, 1024);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_model, _task, _scores, _seed, _threads])
            command.Options.Add(option);
    }

    /// <summary>The seed that the user asked for, if any.</summary>
    public int? Seed(CommandResult result) => WholeNumberOption.Given(result, _seed);

    /// <summary>What the user asked for.</summary>
    public TrainingOptions Read(ParseResult parsed) => new()
    {
        Model = parsed.GetValue(_model),
        Task = parsed.GetValue(_task),
        ScoreFiles = [.. parsed.GetValue(_scores) ?? []],
        Seed = parsed.GetValue(_seed),
        Threads = parsed.GetValue(_threads),
    };
}
