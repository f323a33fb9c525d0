using System.CommandLine;
using TransferPredict.Features;
using TransferPredict.Training;
using TransferPredict.Training.CommandLine;
using TransferPredict.Training.Predictor;
using TransferPredict.Training.Validation;

namespace TransferPredict.Evaluate.Commands;

/// <summary><c>accuracy</c>: how well a predictor trained on these scores does on what it has not seen, beside the baselines.</summary>
static class AccuracyCommand
{
    static readonly Dictionary<string, Func<int, Splitter>> _splitters = new()
    {
        ["target"] = _ => Splitter.LeaveOneTargetOut,
        ["source"] = _ => Splitter.LeaveOneSourceOut,
        ["family"] = _ => Splitter.LeaveOneFamilyOut,
        ["model"] = _ => Splitter.LeaveOneModelOut,
        ["random"] = seed => Splitter.RandomFolds(10, seed),
    };

    public static Command Create()
    {
        var shared = new TrainingCommandOptions();
        var split = new Option<string>("--split") { Description = "What is held out", HelpName = string.Join('|', _splitters.Keys), DefaultValueFactory = _ => "target" };
        split.AcceptOnlyFromAmong([.. _splitters.Keys]);
        var all = new Option<bool>("--all") { Description = "Show how every single feature ranks, not only the best" };
        var output = new DataOutput();
        var command = new Command("accuracy", "Tests the predictor on held-out languages, beside the baselines and the noise ceiling") { split, all };
        shared.AddTo(command);
        output.AddTo(command);
        command.SetWork((parsed, cancellation) =>
        {
            AccuracyStudy study = Study(shared.Read(parsed), _splitters[parsed.GetValue(split)!], new JobProgress(shared.IsQuiet(parsed)), cancellation);
            output.Write(parsed, () => AccuracyData.Json(study), () => AccuracyData.Csv(study));
            if (!output.TakesStandardOutput(parsed) && !shared.IsQuiet(parsed))
                AccuracyTable.Write(study, parsed.GetValue(all));
            return ExitCode.Done;
        });
        return command;
    }

    static AccuracyStudy Study(TrainingOptions options, Func<int, Splitter> splitterOf, JobProgress progress, CancellationToken cancellation)
    {
        TrainingInputs inputs = TrainingInputs.Read(ProjectRoot.Find(), options, progress, cancellation);
        Splitter splitter = splitterOf(options.Seed);
        var regressor = new LightGbmRegressor(LightGbmRegressor.DefaultParameters with { Seed = options.Seed });
        return progress.Run($"Testing ({splitter.Name})", splitter.Split(inputs.Table.Rows.Groups).Length,
            done => AccuracyStudy.Run(regressor, inputs.Table, splitter, options.Seed, options.Threads, done, cancellation));
    }
}
