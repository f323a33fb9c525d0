using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace TransferPredict.Features.Languages;

/// <summary>One line of the catalogue on its way to a <see cref="Language"/>.</summary>
/// <param name="origin">What messages call the file.</param>
/// <param name="line">Line of the file, from one.</param>
/// <param name="field">The text of a named column.</param>
sealed partial class LanguageRow(string origin, int line, Func<string, string> field)
{
    /// <summary>Whether a text has the form of a code, iso639-3_Script with or without _REGION.</summary>
    public static bool IsCode(string text) => CodeForm().IsMatch(text);

    public Language ToLanguage()
    {
        string code = Matching("code", CodeForm(), "iso639-3_Script or iso639-3_Script_REGION, such as fao_Latn or por_Latn_BR");
        string script = Matching("script", ScriptForm(), "an ISO 15924 code such as Latn");
        if (script != code.Split('_')[1])
            throw Bad($"script '{script}' beside code '{code}'", "the script that the code names");

        double? latitude = Degrees("latitude", 90);
        double? longitude = Degrees("longitude", 180);
        if (latitude.HasValue != longitude.HasValue)
            throw Bad($"only one of latitude and longitude for {code}", "both or neither");

        string iso6391 = field("iso639_1");
        return new Language
        {
            Code = code,
            Name = Text("name"),
            Iso6393 = Matching("iso639_3", Iso6393Form(), "three small letters"),
            Iso6391 = iso6391.Length == 0 ? null : Matching("iso639_1", Iso6391Form(), "two small letters or nothing"),
            Aliases = Aliases(),
            Family = Text("family"),
            Genus = Text("genus"),
            Script = script,
            Latitude = latitude,
            Longitude = longitude,
        };
    }

    ImmutableArray<string> Aliases()
    {
        string text = field("aliases");
        if (text.Length == 0)
            return [];
        string[] aliases = text.Split('|', StringSplitOptions.TrimEntries);
        return aliases.Contains("")
            ? throw Bad($"an empty alias in '{text}'", "aliases separated by single |")
            : [.. aliases];
    }

    double? Degrees(string column, double most)
    {
        string text = field(column);
        if (text.Length == 0)
            return null;
        return double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture, out double degrees) && Math.Abs(degrees) <= most
            ? degrees
            : throw Bad($"{column} '{text}'", $"degrees from -{most} to {most}, or nothing");
    }

    string Text(string column) =>
        field(column) is { Length: > 0 } text ? text : throw Bad($"no {column}", $"a {column} in every row");

    string Matching(string column, Regex form, string expected) =>
        field(column) is var text && form.IsMatch(text) ? text : throw Bad($"{column} '{text}'", expected);

    InvalidDataException Bad(string found, string expected) => LanguageCsv.Bad(origin, line, found, expected);

    [GeneratedRegex(@"^[a-z]{3}_[A-Z][a-z]{3}(_[A-Z]{2})?\z")]
    private static partial Regex CodeForm();

    [GeneratedRegex("^[A-Z][a-z]{3}$")]
    private static partial Regex ScriptForm();

    [GeneratedRegex("^[a-z]{3}$")]
    private static partial Regex Iso6393Form();

    [GeneratedRegex("^[a-z]{2}$")]
    private static partial Regex Iso6391Form();
}
