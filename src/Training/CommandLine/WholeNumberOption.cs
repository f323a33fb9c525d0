using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace TransferPredict.Training.CommandLine;

/// <summary>An option that takes a whole number within bounds, and says so in one form when it gets something else.</summary>
public static class WholeNumberOption
{
    /// <summary>The number that an option is given; null where it is left out or given something else, for validators, which may run before that is said.</summary>
    /// <param name="command">The command line of the command.</param>
    /// <param name="option">The option.</param>
    public static int? Given(CommandResult command, Option<int> option) =>
        command.GetResult(option) is { Implicit: false, Tokens: [{ Value: var text }] } && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            ? value : null;

    /// <summary>Makes one.</summary>
    /// <param name="name">The option, such as "--top".</param>
    /// <param name="description">What help says.</param>
    /// <param name="byDefault">The value when the option is left out.</param>
    /// <param name="least">The least value it takes.</param>
    /// <param name="most">The greatest.</param>
    public static Option<int> Create(string name, string description, int byDefault, int least, int most = int.MaxValue)
    {
        string expected = most == int.MaxValue ? $"a whole number, {least} or more" : $"a whole number from {least} to {most}";
        return new Option<int>(name)
        {
            Description = description,
            HelpName = "N",
            DefaultValueFactory = _ => byDefault,
            CustomParser = result =>
            {
                string text = result.Tokens.Single().Value;
                if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most)
                    return value;
                result.AddError($"{name} is '{text}'; expected {expected}.");
                return byDefault;
            },
        };
    }
}
