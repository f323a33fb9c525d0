using System.CommandLine;
using TransferPredict.Training.CommandLine;

RootCommand root = TrainCommand.Build(new RootCommand($"{TrainCommand.Description}."));
root.Options.Add(DataFolderOption.Create());
HelpWithExamples.Add(root, new Dictionary<Command, string[]>
{
    [root] = [.. TrainCommand.Examples.Select(e => e.Length == 0 ? "dotnet run --project src/Training" : $"dotnet run --project src/Training -- {e}")],
});
return await Application.RunAsync(root, args);
