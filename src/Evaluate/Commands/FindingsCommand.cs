using System.CommandLine;
using TransferPredict.Evaluate.Findings;
using TransferPredict.Features;
using TransferPredict.Features.Tables;
using TransferPredict.Training.CommandLine;

namespace TransferPredict.Evaluate.Commands;

/// <summary><c>findings</c>: the page that says what the measured data shows.</summary>
static class FindingsCommand
{
    public static Command Create()
    {
        var page = PathOption.Check(new Option<string?>("--out") { Description = "The page; docs/findings.md when left out. Its plots go into a folder of its name beside it", HelpName = "FILE" });
        Option<int> folds = WholeNumberOption.Create("--folds", "Folds of whole target languages", FindingsOptions.DefaultFolds, 2, 1000);
        Option<int> threads = WholeNumberOption.Create("--threads", "Folds and features worked on at a time; the page does not depend on it", Environment.ProcessorCount, 1, 1024);
        var output = new DataOutput();
        var command = new Command("findings", "Writes the page of findings, with plots, from the data of the repository") { page, folds, threads };
        output.AddTo(command);
        command.SetWork((parsed, cancellation) =>
        {
            ProjectRoot root = ProjectRoot.Find();
            string file = Path.GetFullPath(parsed.GetValue(page) ?? Path.Combine(root.Folder, "docs", "findings.md")), plots = Path.GetFileNameWithoutExtension(file);
            FindingsStudy study = FindingsStudy.Run(new FindingsOptions(root, parsed.GetValue(folds), parsed.GetValue(threads)), output.Progress(parsed), cancellation);
            (string Name, string Svg)[] drawn = [.. FindingsPage.Plots(study)];
            foreach ((string name, string svg) in drawn)
                OutputFile.Write(Path.Combine(Path.GetDirectoryName(file)!, plots, name), svg);
            OutputFile.Write(file, FindingsPage.Text(study, plots));
            string[] written = [file, .. drawn.Select(p => Path.Combine(Path.GetDirectoryName(file)!, plots, p.Name))];
            output.Write(parsed, () => new { Files = written.Select(f => new { File = f }) }, () => written.Select(CsvCell.Of).Prepend("file"));
            if (!output.IsSilent(parsed))
                Console.WriteLine($"Written: {file}");
            return ExitCode.Done;
        });
        return command;
    }
}
