using System.CommandLine;
using System.Diagnostics;
using TransferPredict.Evaluate.Report;
using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Tables;
using TransferPredict.Training.CommandLine;

namespace TransferPredict.Evaluate.Commands;

/// <summary><c>report</c>: everything to look at, as one page that needs no network.</summary>
static class ReportCommand
{
    const string DefaultFile = "report.html";

    public static Command Create()
    {
        var page = PathOption.Check(new Option<string>("--out") { Description = "The page", HelpName = "FILE", DefaultValueFactory = _ => DefaultFile });
        var target = new Option<string?>("--target") { Description = "The language that the page opens with: code, alias or name", HelpName = "CODE" };
        Option<string?> model = Completions.Models(PathOption.Check(new Option<string?>("--model") { Description = "Only this model; all that the predictor knows when left out", HelpName = "NAME" }));
        Option<string?> task = Completions.Tasks(PathOption.Check(new Option<string?>("--task") { Description = "Only this task; all that the predictor knows when left out", HelpName = "NAME" }));
        var predictor = PathOption.Check(new Option<string?>("--predictor") { Description = "Folder of the predictor; models/predictor when left out", HelpName = "DIR" });
        Option<int> folds = WholeNumberOption.Create("--folds", "Parts of the target languages that are held out in turn", ReportOptions.DefaultFolds, 2, 1000);
        Option<int> threads = WholeNumberOption.Create("--threads", "Languages and folds worked on at a time; the page does not depend on it", Environment.ProcessorCount, 1, 1024);
        var open = new Option<bool>("--open") { Description = "Open the page in the browser" };
        var output = new DataOutput();
        var command = new Command("report", "Writes one page to look at in a browser: rankings, scores, accuracy, the inside of the models, a map")
        {
            page, target, model, task, predictor, folds, threads, open,
        };
        output.AddTo(command);
        command.SetWork((parsed, cancellation) =>
        {
            ProjectRoot root = ProjectRoot.Find();
            string file = Path.GetFullPath(parsed.GetValue(page)!);
            Language? chosen = parsed.GetValue(target) is { } name ? LanguageCatalog.LoadShipped(root).Resolve(name) : null;
            var options = new ReportOptions(
                root, parsed.GetValue(predictor) ?? root.Predictor, parsed.GetValue(model), parsed.GetValue(task), chosen, parsed.GetValue(folds), parsed.GetValue(threads));
            var content = ReportContent.Of(options, output.Progress(parsed), cancellation);
            OutputFile.Write(file, ReportPage.Text(content, ReportPage.DocsFrom(root, file)));
            long bytes = new FileInfo(file).Length;
            output.Write(parsed, () => new { File = file, Bytes = bytes }, () => ["file,bytes", $"{CsvCell.Of(file)},{bytes}"]);
            if (!output.IsSilent(parsed))
            {
                foreach (string note in content.Notes)
                    Console.WriteLine(note);
                Console.WriteLine(FormattableString.Invariant($"Written: {file} ({bytes / 1e6:0.0} MB)"));
            }
            if (parsed.GetValue(open))
                Open(file);
            return ExitCode.Done;
        });
        return command;
    }

    static void Open(string file)
    {
        try
        {
            using Process? browser = Process.Start(new ProcessStartInfo(file) { UseShellExecute = true });
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new IOException($"{file}: was written, but no browser could be opened ({e.Message}); open the file yourself.", e);
        }
    }
}
