using System.Collections.Immutable;
using CsvHelper;

namespace TransferPredict.Features.Languages;

/// <summary>Reads and checks the language catalogue; every complaint names file, line, found and expected.</summary>
static class LanguageCsv
{
    /// <summary>Bytes; the shipped file has about 20,000.</summary>
    public const long LargestFile = 16L << 20;

    const int LongestLine = 16 * 1024;

    static readonly string[] _columns =
        ["code", "name", "iso639_3", "iso639_1", "aliases", "family", "genus", "script", "latitude", "longitude"];

    static readonly CsvReaderOptions _options = new()
    {
        Separator = ',',
        TrimWhitespace = true,
        AllowLineBreaksInQuotes = false,
        MalformedData = CsvMalformedDataHandling.Throw,
        MaxRecordSize = LongestLine,
        TrackLineNumbers = true,
    };

    public static ImmutableArray<Language> Read(TextReader reader, string origin)
    {
        using CsvReader csv = CsvReader.Create(reader, _options, leaveOpen: true);
        try
        {
            return Read(csv, origin);
        }
        catch (CsvFormatException e)
        {
            throw Bad(origin, (int)Math.Max(1, e.LineNumber), $"text that is not CSV ({FirstLine(e)})",
                $"comma-separated lines of at most {LongestLine:N0} bytes");
        }
    }

    static ImmutableArray<Language> Read(CsvReader csv, string origin)
    {
        csv.ReadHeader();
        string[] header = [.. csv.Headers];
        if (header.Length == 0)
            throw Bad(origin, 1, "an empty file", $"the header {string.Join(',', _columns)}");
        foreach (string column in _columns)
            if (header.Count(h => h == column) is int times && times != 1)
                throw Bad(origin, 1, times == 0 ? $"no column '{column}'" : $"column '{column}' {times} times",
                    $"each of {string.Join(',', _columns)} once");

        ImmutableArray<Language>.Builder languages = ImmutableArray.CreateBuilder<Language>();
        Dictionary<string, (Language Language, int Line)> taken = [];
        while (csv.Read())
        {
            int line = (int)csv.LineNumber;
            if (csv.FieldCount != header.Length)
                throw Bad(origin, line, $"{csv.FieldCount} fields", $"{header.Length} as in the header");
            Language language = new LanguageRow(origin, line, csv.GetString).ToLanguage();
            Claim(language, line, taken, origin);
            languages.Add(language);
        }
        return languages.Count > 0
            ? languages.DrainToImmutable()
            : throw Bad(origin, 2, "no languages", "a row for each language");
    }

    static void Claim(Language language, int line, Dictionary<string, (Language Language, int Line)> taken, string origin)
    {
        foreach (string spelling in LanguageCatalog.Spellings(language))
            if (!taken.TryAdd(LanguageKey.Of(spelling), (language, line))
                && taken[LanguageKey.Of(spelling)] is var first && !ReferenceEquals(first.Language, language))
                throw Bad(origin, line, $"'{spelling}' for {language.Code}, already taken by {first.Language.Code} in line {first.Line}",
                    "codes, names and aliases that no other row has");

        if (language.Aliases.GroupBy(LanguageKey.Of).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw Bad(origin, line, $"alias '{twice.First()}' of {language.Code} twice", "each alias once");
    }

    internal static InvalidDataException Bad(string origin, int line, string found, string expected) =>
        new($"{origin}, line {line}: found {found}, expected {expected}.");

    static string FirstLine(Exception e) => e.Message.Split('\n', 2)[0].Trim();
}
