using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace TransferPredict.Training.CommandLine;

/// <summary>The usual help of a command, followed by examples.</summary>
/// <param name="help">The usual help.</param>
/// <param name="examples">Command lines to show, by command.</param>
public sealed class HelpWithExamples(HelpAction help, IReadOnlyDictionary<Command, string[]> examples) : SynchronousCommandLineAction
{
    /// <summary>Help is shown whatever else is wrong with the command line, such as an argument that is not there yet.</summary>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        int result = help.Invoke(parseResult);
        if (examples.TryGetValue(parseResult.CommandResult.Command, out string[]? lines))
        {
            TextWriter output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (string line in lines)
                output.WriteLine($"  {line}");
            output.WriteLine();
        }
        return result;
    }

    /// <summary>Lets --help of a program and of all its commands show examples.</summary>
    public static void Add(RootCommand root, IReadOnlyDictionary<Command, string[]> examples)
    {
        HelpOption option = root.Options.OfType<HelpOption>().Single();
        option.Action = new HelpWithExamples((HelpAction)option.Action!, examples);
    }
}
