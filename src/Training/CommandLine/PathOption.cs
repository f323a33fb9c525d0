using System.CommandLine;

namespace TransferPredict.Training.CommandLine;

/// <summary>Options that name something, most of them a file or folder.</summary>
public static class PathOption
{
    /// <summary>Makes an option refuse an empty name, as an unset variable of a shell gives it, before any work is done.</summary>
    /// <returns>The option.</returns>
    public static TOption Check<TOption>(TOption option)
        where TOption : Option
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens.Any(t => string.IsNullOrWhiteSpace(t.Value)))
                result.AddError($"{option.Name} is given an empty name; expected {option.HelpName}.");
        });
        return option;
    }
}
