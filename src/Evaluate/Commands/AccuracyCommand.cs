using System.CommandLine;
using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Training;
using TransferPredict.Training.CommandLine;
using TransferPredict.Training.Predictor;
using TransferPredict.Training.Probing;
using TransferPredict.Training.Sets;
using TransferPredict.Training.Validation;

namespace TransferPredict.Evaluate.Commands;

/// <summary><c>accuracy</c>: how well a predictor trained on these scores does on what it has not seen, beside the baselines.</summary>
static class AccuracyCommand
{
    public static Command Create()
    {
        var options = new AccuracyOptions();
        var predictions = PathOption.Check(new Option<string?>("--predictions") { Description = "Write every held-out prediction with its interval: CSV", HelpName = "FILE" });
        var all = new Option<bool>("--all") { Description = "Show how every single feature ranks, not only the best" };
        var output = new DataOutput(predictions);
        var command = new Command("accuracy", "Tests the predictor on held-out languages, beside the baselines and the noise ceiling") { predictions, all };
        options.AddTo(command);
        output.AddTo(command);
        command.SetWork((parsed, cancellation) => Run(parsed, options, output, parsed.GetValue(predictions), parsed.GetValue(all), cancellation));
        return command;
    }

    static int Run(ParseResult parsed, AccuracyOptions options, DataOutput output, string? predictions, bool all, CancellationToken cancellation)
    {
        ProjectRoot root = ProjectRoot.Find();
        TrainingOptions asked = options.Inputs(parsed);
        StudyOptions study = options.Study(parsed, LanguageCatalog.LoadShipped(root));
        Splitter splitter = options.Splitter(parsed);
        IRegressor regressor = options.Predictor(parsed, asked.Seed);
        JobProgress progress = output.Progress(parsed);

        TrainingInputs inputs = TrainingInputs.Read(root, asked, progress, cancellation);
        var result = AccuracyStudy.Run(regressor, inputs.Table, splitter, asked.Seed, asked.Threads, progress, cancellation, study);
        if (predictions is not null)
            OutputFile.Write(predictions, string.Concat(AccuracyData.Predictions(result).Select(line => line + "\n")));
        var ties = new Lazy<TieStudy?>(() => progress.Run("Judging ties at the top", TieStudy.Count(result.Rows),
            done => TieStudy.Run(result.Rows, result.Predictions, study.Level, asked.Seed, asked.Threads, done, cancellation))); // neither is needed by --quiet alone
        var unions = new Lazy<UnionStudy>(() => UnionStudy.Run(result.Rows, result.Predictions, inputs.UnionRows, asked.Seed));
        output.Write(parsed, () => AccuracyData.Json(result, ties.Value, unions.Value), () => AccuracyData.Csv(result, ties.Value, unions.Value));
        if (output.IsSilent(parsed))
            return ExitCode.Done;
        AccuracyTable.Write(result, all);
        TiePrinter.Write(ties.Value, study.Level);
        UnionPrinter.Write(unions.Value);
        if (regressor is TunedRegressor tuned)
            TuningPrinter.Write(tuned);
        foreach (string note in InputNotes.Of(inputs, unionsJudged: !unions.Value.Reports.IsEmpty))
            Console.WriteLine(note);
        return ExitCode.Done;
    }
}
