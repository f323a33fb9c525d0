namespace TransferPredict.Training.CommandLine;

/// <summary>How the program was started, so that what it tells a user to type works where the user is.</summary>
public static class ProgramName
{
    /// <summary>What the installed tool is called.</summary>
    public const string Tool = "transferpredict";

    const string Evaluate = "dotnet run --project src/Evaluate --", Training = "dotnet run --project src/Training";

    /// <summary>Whether it is the installed tool, and not a program of a clone.</summary>
    public static bool IsTool { get; } = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == Tool;

    /// <summary>What stands before a command.</summary>
    public static string Start => IsTool ? Tool : Evaluate;

    /// <summary>A text with the commands in it as the user must type them.</summary>
    /// <param name="text">A text with commands as in a clone.</param>
    public static string Typed(string text) => IsTool ? AsTool(text) : text;

    /// <summary>A text with the commands in it as the installed tool has them.</summary>
    internal static string AsTool(string text) => text
        .Replace(Evaluate, Tool, StringComparison.Ordinal)
        .Replace($"{Training} --", $"{Tool} train", StringComparison.Ordinal)
        .Replace(Training, $"{Tool} train", StringComparison.Ordinal);
}
