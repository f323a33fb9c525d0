using System.CommandLine;
using TransferPredict.Features.Layers;
using TransferPredict.Training.CommandLine;

namespace TransferPredict.Evaluate.Commands;

/// <summary><c>inspect</c>: WeightWatcher's analysis of every weight matrix of a model.</summary>
static class InspectCommand
{
    public static Command Create()
    {
        Argument<string> model = ModelFiles.Argument("model", "An .onnx, .safetensors or .npy file, a folder with a model, or the name of a folder in models/");
        var options = new LayerOptions();
        var summaryOnly = new Option<bool>("--summary-only") { Description = "Print (and write as CSV) the averages only" };
        var output = new DataOutput();
        var command = new Command("inspect", "Analyses the weight matrices of a model as WeightWatcher does: power law, norms, ranks") { model, summaryOnly };
        options.AddTo(command);
        output.AddTo(command);
        command.SetWork((parsed, cancellation) => Run(parsed, parsed.GetValue(model)!, options, parsed.GetValue(summaryOnly), output, cancellation));
        return command;
    }

    static int Run(ParseResult parsed, string path, LayerOptions arguments, bool summaryOnly, DataOutput output, CancellationToken cancellation)
    {
        LayerAnalysisOptions options = arguments.Read(parsed);
        using ModelMatrices model = ModelFiles.Open(path, arguments.AllowsLinks(parsed));
        LayerOptions.RequireMatches(options.Layers, model);
        LayerReport report = output.Progress(parsed).Run("Analysing matrices", model.Matrices.Count(options.Layers.Keeps),
            done => LayerAnalysis.Run(model, options, done, cancellation));

        output.Write(parsed, () => LayerJson.Of(report, options), () => summaryOnly ? LayerCsv.Summary(report, options) : LayerCsv.Layers(report, options));
        if (!output.IsSilent(parsed))
        {
            if (!summaryOnly)
                LayerPrinter.Layers(report, options);
            LayerPrinter.Summary(report, options);
            LayerPrinter.LeftOut(report.LeftOut);
        }
        return LayerPrinter.Failures(report.Layers.Select(layer => layer.Failure)) ? ExitCode.BadData : ExitCode.Done;
    }
}
