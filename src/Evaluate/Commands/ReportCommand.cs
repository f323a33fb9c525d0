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

    static readonly StringComparison _asFileNames = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    /// <summary>A desktop's opener ends sooner than this where it finds no browser; a browser itself may run on.</summary>
    static readonly TimeSpan _opening = TimeSpan.FromSeconds(3);

    public static Command Create()
    {
        var page = PathOption.Check(new Option<string>("--out") { Description = "The page", HelpName = "FILE", DefaultValueFactory = _ => DefaultFile });
        Option<string?> target = Completions.Languages(new Option<string?>("--target") { Description = "The language that the page opens with: code, alias or name", HelpName = "CODE" });
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
        command.Validators.Add(result =>
        {
            string? file = FullPath(result.GetResult(page) is { Tokens: [var named] } ? named.Value : DefaultFile);
            foreach (Option data in command.Options.Where(o => o.Name is "--json" or "--csv"))
            {
                if (file is not null && result.GetResult(data) is { Tokens: [{ Value: not "-" and var name }] } && string.Equals(FullPath(name), file, _asFileNames))
                    result.AddError($"--out and {data.Name} both name '{file}'; expected two files.");
            }
        });
        command.SetWork((parsed, cancellation) =>
        {
            ProjectRoot root = ProjectRoot.Find();
            string file = Path.GetFullPath(parsed.GetValue(page)!);
            RequireWritable(file);
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

    static string? FullPath(string? name) => string.IsNullOrWhiteSpace(name) || name.Contains('\0') ? null : Path.GetFullPath(name);

    /// <summary>Before the minutes of work that go into the page.</summary>
    static void RequireWritable(string file) => OutputFile.Write(file, () =>
    {
        if (Directory.Exists(file))
            throw new IOException("a folder has this name");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        string part = $"{file}.{Environment.ProcessId}.part";
        File.WriteAllBytes(part, []);
        File.Delete(part);
    });

    static void Open(string file)
    {
        try
        {
            using Process? opener = Process.Start(new ProcessStartInfo(file) { UseShellExecute = true });
            if (opener is not null && opener.WaitForExit(_opening) && opener.ExitCode != 0)
                throw new IOException($"{file}: was written, but no browser could be opened (the system's opener ended with code {opener.ExitCode}); open the file yourself.");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new IOException($"{file}: was written, but no browser could be opened ({e.Message}); open the file yourself.", e);
        }
    }
}
