using System.CommandLine;
using TransferPredict.Evaluate.Commands;
using TransferPredict.Training.CommandLine;

(RootCommand root, IReadOnlyDictionary<Command, string[]> examples) = CommandTree.Build();
CommandTree.ShowExamples(root, examples);
return await Application.RunAsync(root, args);
