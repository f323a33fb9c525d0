using System.CommandLine;
using TransferPredict.Features;

namespace TransferPredict.Training.CommandLine;

/// <summary>The option of every command that names the folder with models/ and data/, for a program that is not inside one.</summary>
public static class DataFolderOption
{
    const string Name = "--data";

    /// <summary>Makes it, for a program's root command.</summary>
    public static Option<string?> Create() => PathOption.Check(new Option<string?>(Name)
    {
        Description = $"Folder with models/ and data/, such as a clone of the repository; found by itself inside one, or named by {ProjectRoot.Variable}",
        HelpName = "DIR",
        Recursive = true,
    });

    /// <summary>Lets all of the process look there; nothing is done where the option was not given.</summary>
    public static void Use(ParseResult parsed)
    {
        if (parsed.RootCommandResult.Command.Options.FirstOrDefault(o => o.Name == Name) is { } option && parsed.GetResult(option) is { Tokens: [{ Value: var folder }] })
            Environment.SetEnvironmentVariable(ProjectRoot.Variable, Path.GetFullPath(folder));
    }
}
