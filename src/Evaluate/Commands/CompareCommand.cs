using System.CommandLine;
using TransferPredict.Features.Layers;
using TransferPredict.Training.CommandLine;

namespace TransferPredict.Evaluate.Commands;

/// <summary><c>compare</c>: what fine-tuning changed in every weight matrix.</summary>
static class CompareCommand
{
    public static Command Create()
    {
        Argument<string> before = ModelFiles.Argument("base", "The model before: a file or folder as `inspect` takes it");
        Argument<string> after = ModelFiles.Argument("tuned", "The model after");
        var options = new LayerOptions();
        var output = new DataOutput();
        var command = new Command("compare", "Compares the weight matrices of two models: distances, and the spectrum of their difference") { before, after };
        options.AddTo(command);
        output.AddTo(command);
        command.SetWork((parsed, cancellation) => Run(parsed, parsed.GetValue(before)!, parsed.GetValue(after)!, options, output, cancellation));
        return command;
    }

    static int Run(ParseResult parsed, string before, string after, LayerOptions arguments, DataOutput output, CancellationToken cancellation)
    {
        LayerAnalysisOptions options = arguments.Read(parsed);
        using ModelMatrices first = ModelFiles.Open(before, arguments.AllowsLinks(parsed)), second = ModelFiles.Open(after, arguments.AllowsLinks(parsed));
        LayerOptions.RequireMatches(options.Layers, second);
        LayerComparison comparison = output.Progress(parsed).Run("Comparing matrices", second.Matrices.Count(options.Layers.Keeps),
            done => LayerComparison.Run(first, second, options, steps => done(steps / LayerComparison.StepsPerPair), cancellation));

        output.Write(parsed, () => ChangeTable.Json(comparison, options), () => ChangeTable.Csv(comparison, options));
        if (!output.IsSilent(parsed))
        {
            ChangeTable.Print(comparison);
            LayerPrinter.LeftOut(comparison.LeftOut);
        }
        return LayerPrinter.Failures(comparison.Changes.SelectMany(Failures)) ? ExitCode.BadData : ExitCode.Done;
    }

    // Which of the two models a bad value lies in; the difference has the same one.
    static IEnumerable<string?> Failures(LayerChange change) => change.Base.Failure is null && change.Tuned.Failure is null ? [change.Difference.Failure]
        : [change.Base.Failure is { } first ? $"base: {first}" : null, change.Tuned.Failure is { } second ? $"tuned: {second}" : null];
}
