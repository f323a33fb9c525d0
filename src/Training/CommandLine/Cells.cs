using System.Globalization;

namespace TransferPredict.Training.CommandLine;

/// <summary>How figures look in what people read, everywhere the same.</summary>
public static class Cells
{
    /// <summary>What stands where there is no value.</summary>
    public const string None = "-";

    /// <summary>A score or a share with three decimals; "-" where there is none.</summary>
    public static string Score(double? value) => value is { } v && double.IsFinite(v) ? v.ToString("0.000", CultureInfo.InvariantCulture) : None;

    /// <summary>A share in percent: "90 %", "99.5 %".</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.###} %");

    /// <summary>A number of things: "1 pair", "2 pairs".</summary>
    /// <param name="number">How many.</param>
    /// <param name="thing">What one is called.</param>
    /// <param name="things">What several are called; with an s when left out.</param>
    public static string Count(int number, string thing, string? things = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? thing : things ?? thing + "s")}");

    /// <summary>A range of scores: "0.610 to 0.720".</summary>
    public static string Range(double low, double high) => $"{Score(low)} to {Score(high)}";

    /// <summary>A measure of any size with four significant digits; "-" where there is none.</summary>
    public static string Measure(double value) =>
        double.IsNaN(value) ? None
        : double.IsInfinity(value) ? value > 0 ? "inf" : "-inf"
        : value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>A text from a file in one line: characters that move the cursor or turn the direction of writing become "?".</summary>
    public static string Line(string text) => text.Any(IsUnseen) ? string.Concat(text.Select(c => IsUnseen(c) ? '?' : c)) : text;

    static bool IsUnseen(char c) => char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
