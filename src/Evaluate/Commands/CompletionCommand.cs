using System.CommandLine;
using TransferPredict.Training.CommandLine;

namespace TransferPredict.Evaluate.Commands;

/// <summary><c>completion</c>: what to put into a shell's start-up file so that it completes commands, options, languages and models.</summary>
static class CompletionCommand
{
    static readonly Dictionary<string, string> _scripts = new()
    {
        ["bash"] = """
            _transferpredict() {
              local IFS=$'\n'
              COMPREPLY=($(transferpredict suggest "$COMP_POINT" "$COMP_LINE" 2>/dev/null))
            }
            complete -o default -F _transferpredict transferpredict
            """,
        ["zsh"] = """
            _transferpredict() {
              compadd -- ${(f)"$(transferpredict suggest "$CURSOR" "$BUFFER" 2>/dev/null)"}
            }
            compdef _transferpredict transferpredict
            """,
        ["fish"] = """
            complete -c transferpredict -a '(transferpredict suggest (commandline -C) (commandline) 2>/dev/null)'
            """,
        ["pwsh"] = """
            Register-ArgumentCompleter -Native -CommandName transferpredict -ScriptBlock {
              param($word, $line, $position)
              transferpredict suggest $position "$line" | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
            }
            """,
    };

    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = "The shell", HelpName = string.Join('|', _scripts.Keys) };
        shell.AcceptOnlyFromAmong([.. _scripts.Keys]);
        var command = new Command("completion", $"Prints what lets a shell complete the tool's commands: add it to the shell's start-up file (the installed `{ProgramName.Tool}`)") { shell };
        command.SetAction(parsed =>
        {
            Console.WriteLine(_scripts[parsed.GetValue(shell)!]);
            return ExitCode.Done;
        });
        return command;
    }
}
