using System.CommandLine;
using System.Globalization;

namespace TransferPredict.Training.CommandLine;

/// <summary>An option that takes a number within bounds, and says so in one form when it gets something else.</summary>
public static class NumberOption
{
    /// <summary>Makes one.</summary>
    /// <param name="name">The option, such as "--match".</param>
    /// <param name="description">What help says.</param>
    /// <param name="byDefault">The value when the option is left out.</param>
    /// <param name="least">The least value it takes.</param>
    /// <param name="most">The greatest.</param>
    public static Option<double> Create(string name, string description, double byDefault, double least, double most)
    {
        string expected = double.IsPositiveInfinity(most) ? $"a number, {Cells.Measure(least)} or more" : $"a number from {Cells.Measure(least)} to {Cells.Measure(most)}";
        return new Option<double>(name)
        {
            Description = description,
            HelpName = "X",
            DefaultValueFactory = _ => byDefault,
            CustomParser = result =>
            {
                string text = result.Tokens.Single().Value;
                if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) && value >= least && value <= most)
                    return value;
                result.AddError($"{name} is '{text}'; expected {expected}.");
                return byDefault;
            },
        };
    }
}
