using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Threading;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Runs an install.mjs and passes its lines on as they come: as messages of the build, or, where those are hidden
/// ("dotnet run"), to standard error. Compiled by MSBuild when a library is missing.
/// </summary>
public class InstallNativeLibraries : Task, ICancelableTask
{
    readonly ManualResetEventSlim _cancelled = new ManualResetEventSlim();

    [Required]
    public string Script { get; set; }

    [Required]
    public string Folder { get; set; }

    [Required]
    public string Runtime { get; set; }

    /// <summary>What the script's npm downloads, for messages.</summary>
    [Required]
    public string What { get; set; }

    /// <summary>The environment variables that name installed ones instead.</summary>
    [Required]
    public string Variables { get; set; }

    public void Cancel() => _cancelled.Set();

    public override bool Execute()
    {
        var start = new ProcessStartInfo("node", $"\"{Script}\" \"{Folder}\" {Runtime}")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using (var process = new Process { StartInfo = start })
        {
            process.OutputDataReceived += (_, line) => Show(line.Data);
            process.ErrorDataReceived += (_, line) => Fail(line.Data);
            try
            {
                process.Start();
            }
            catch (Win32Exception)
            {
                Fail($"error TPN002: Node.js was not found; its npm downloads {What}. Install Node.js 20 or later, or let {Variables} name installed ones.");
                return false;
            }

            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            while (!process.WaitForExit(200))
            {
                if (_cancelled.IsSet)
                    process.StandardInput.Close(); // install.mjs then stops and tidies up
            }

            process.WaitForExit(); // until every line has been passed on
            if (process.ExitCode != 0 && !Log.HasLoggedErrors)
                Fail($"error TPN000: install.mjs ended with {process.ExitCode}.");
            return !Log.HasLoggedErrors;
        }
    }

    void Show(string line)
    {
        if (line == null)
            return;
        if (Log.LogsMessagesOfImportance(MessageImportance.High))
            Log.LogMessage(MessageImportance.High, line);
        else
            Console.Error.WriteLine(line);
    }

    void Fail(string line)
    {
        if (line == null)
            return;
        string[] parts = line.Split(new[] { ": " }, 2, StringSplitOptions.None);
        if (parts.Length == 2 && parts[0].StartsWith("error TPN"))
            Log.LogError(null, parts[0].Substring("error ".Length), null, Script, 0, 0, 0, 0, parts[1].Replace("{", "{{").Replace("}", "}}"));
        else
            Show(line);
    }
}
