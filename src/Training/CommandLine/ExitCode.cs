namespace TransferPredict.Training.CommandLine;

/// <summary>What a command returns to the shell.</summary>
public static class ExitCode
{
    /// <summary>The command did what was asked.</summary>
    public const int Done = 0;

    /// <summary>The data or the model is at fault; the message says which file and why.</summary>
    public const int BadData = 1;

    /// <summary>The command line is at fault.</summary>
    public const int BadCommand = 2;

    /// <summary>Ended by Ctrl-C (128 + SIGINT, as shells count).</summary>
    public const int Cancelled = 130;
}
