using System.Globalization;

namespace TransferPredict.Features.Tables;

/// <summary>How values are written into CSV cells.</summary>
public static class CsvCell
{
    /// <summary>A number in the fewest digits that read back the same; empty for NaN, inf and -inf for infinities.</summary>
    public static string Of(float value) => Special(value) ?? value.ToString("R", CultureInfo.InvariantCulture);

    /// <inheritdoc cref="Of(float)"/>
    public static string Of(double value) => Special(value) ?? value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Text, quoted where it must be.</summary>
    public static string Of(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    static string? Special(double value) =>
        double.IsNaN(value) ? "" : double.IsPositiveInfinity(value) ? "inf" : double.IsNegativeInfinity(value) ? "-inf" : null;
}
