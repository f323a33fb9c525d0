using System.CommandLine;
using TransferPredict.Training.CommandLine;

namespace TransferPredict.Evaluate.Commands;

/// <summary>The options that say what is ranked for: task, model, metric and predictor.</summary>
sealed class RankingRequestOptions
{
    readonly Option<string> _task = Completions.Tasks(PathOption.Check(new Option<string>("--task") { Description = "The task", HelpName = "NAME", DefaultValueFactory = _ => Defaults.Task }));

    readonly Option<string> _model = Completions.Models(PathOption.Check(new Option<string>("--model") { Description = "The multilingual model", HelpName = "NAME", DefaultValueFactory = _ => Defaults.Model }));

    readonly Option<string?> _metric = new("--metric") { Description = "The metric, where scores have several", HelpName = "NAME" };

    readonly Option<string?> _predictor = PathOption.Check(new Option<string?>("--predictor") { Description = "Folder of the predictor; models/predictor when left out", HelpName = "DIR" });

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_task, _model, _metric, _predictor])
            command.Options.Add(option);
    }

    public RankingRequest Read(ParseResult parsed, RankingText? text = null) =>
        new(parsed.GetValue(_model)!, parsed.GetValue(_task)!, parsed.GetValue(_metric), parsed.GetValue(_predictor), text);
}
