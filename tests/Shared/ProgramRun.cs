using System.Diagnostics;
using System.Text.Json;

namespace TransferPredict.Tests;

/// <summary>What a program did, started as a user starts it: a process of its own.</summary>
sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    static readonly TimeSpan _limit = TimeSpan.FromMinutes(3);

    /// <summary>Standard output as JSON: fails when anything else is there.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Runs the built program of a project (Training, Evaluate) that the test assembly refers to.</summary>
    public static ProgramRun Of(string project, string folder, params string[] arguments) => Dotnet(folder, [Assembly(project), .. arguments]);

    /// <summary>Runs the dotnet command.</summary>
    public static ProgramRun Dotnet(string folder, params string[] arguments)
    {
        using Process process = Start("dotnet", folder, arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(_limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} did not end within {_limit}.");
        }
        return new ProgramRun(process.ExitCode, output.Result, error.Result);
    }

    /// <summary>Starts a program and leaves it running.</summary>
    public static Process Start(string command, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(command)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    /// <summary>The built program of a project.</summary>
    public static string Assembly(string project) => Path.Combine(AppContext.BaseDirectory, $"TransferPredict.{project}.dll");
}
