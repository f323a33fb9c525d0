using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace TransferPredict.Features.Languages;

/// <summary>
/// The languages of <c>data/languages.csv</c> and the spellings that lead to them. Codes, aliases and English names
/// are compared without regard to case, and <c>_</c>, <c>-</c> and space are one character.
/// </summary>
public sealed class LanguageCatalog
{
    /// <summary>How many known languages an error names at most.</summary>
    public const int NearestCount = 5;

    const int LongestCompared = 64;

    readonly Dictionary<string, Language> _byKey;
    readonly string _origin;

    LanguageCatalog(ImmutableArray<Language> languages, string origin)
    {
        _origin = origin;
        _byKey = [];
        Languages = languages.Sort((a, b) => string.CompareOrdinal(a.Code, b.Code));
        foreach (Language language in Languages)
            foreach (string spelling in Spellings(language))
                _byKey[LanguageKey.Of(spelling)] = language;
    }

    /// <summary>All languages, in ordinal order of their codes.</summary>
    public ImmutableArray<Language> Languages { get; }

    /// <summary>Reads the repository's own catalogue.</summary>
    /// <param name="root">The repository; found from the current directory when null.</param>
    /// <exception cref="InvalidDataException">The file is damaged; the message names line, found and expected.</exception>
    public static LanguageCatalog LoadShipped(ProjectRoot? root = null) =>
        Load((root ?? ProjectRoot.Find()).LanguagesFile);

    /// <summary>Reads a catalogue.</summary>
    /// <param name="path">A CSV file with the columns docs/languages.md describes.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged; the message names line, found and expected.</exception>
    public static LanguageCatalog Load(string path)
    {
        FileInfo file = new(path);
        if (!file.Exists)
            throw new FileNotFoundException($"No language catalogue at '{path}': expected a CSV file.", path);
        if (file.Length > LanguageCsv.LargestFile)
            throw new InvalidDataException(
                $"{path}: found {file.Length:N0} bytes, expected at most {LanguageCsv.LargestFile:N0} for a language catalogue.");

        using StreamReader reader = file.OpenText();
        return Read(reader, path);
    }

    /// <summary>Reads a catalogue from text.</summary>
    /// <param name="reader">The CSV text.</param>
    /// <param name="origin">What messages call the text, such as its path.</param>
    /// <exception cref="InvalidDataException">The text is damaged; the message names line, found and expected.</exception>
    public static LanguageCatalog Read(TextReader reader, string origin) => new(LanguageCsv.Read(reader, origin), origin);

    /// <summary>The language that a user means.</summary>
    /// <param name="text">A code, an alias, an English name, or language-script-region such as <c>sr-Cyrl</c>.</param>
    /// <param name="dataset">The data set whose own readings come first (<c>xed</c>: br is Brazilian Portuguese).</param>
    /// <exception cref="UnknownLanguageException">Nothing is spelled so; names the nearest known languages.</exception>
    public Language Resolve(string text, string? dataset = null) =>
        TryResolve(text, out Language? language, dataset)
            ? language
            : throw new UnknownLanguageException(text, Nearest(text), _origin);

    /// <summary>As <see cref="Resolve"/>, but false for an unknown language.</summary>
    public bool TryResolve(string text, [NotNullWhen(true)] out Language? language, string? dataset = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        string key = LanguageKey.Of(text);
        return (dataset is not null && _byKey.TryGetValue(LanguageKey.Of(text, dataset), out language))
            || _byKey.TryGetValue(key, out language)
            || TryCompose(key, out language);
    }

    /// <summary>
    /// For importers: an unlisted language keeps its own code, with null facts and <see cref="Language.IsListed"/>
    /// false. Its split group is still that of the listed language its code starts with, when there is one.
    /// </summary>
    public Language ResolveOrUnlisted(string code, string? dataset = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        if (TryResolve(code, out Language? language, dataset))
            return language;

        string own = code.Trim();
        string first = LanguageKey.Of(own).Split('-')[0];
        string group = first.Length > 0 && _byKey.TryGetValue(first, out Language? twin) ? twin.Iso6393 : first;
        return new Language { Code = own, Name = own, Iso6393 = group.Length > 0 ? group : own, IsListed = false };
    }

    /// <summary>
    /// For a language that the user has text of: an unlisted code has its script, and family, genus and place of a listed language of
    /// the same ISO 639-3 code; nothing else is known of it.
    /// </summary>
    /// <exception cref="UnknownLanguageException">The text is neither listed nor of the form <c>xyz_Latn</c>.</exception>
    public Language ResolveOrNew(string text)
    {
        if (TryResolve(text, out Language? language))
            return language;
        if (!LanguageRow.IsCode(text))
            throw new UnknownLanguageException(text, Nearest(text), $"{_origin}, or of a language that is not listed a code such as xyz_Latn");
        string[] parts = text.Split('_');
        Language? twin = _byKey.GetValueOrDefault(LanguageKey.Of(parts[0]));
        return new Language
        {
            Code = text,
            Name = twin?.Name ?? text,
            Iso6393 = twin?.Iso6393 ?? parts[0],
            Script = parts[1],
            Family = twin?.Family,
            Genus = twin?.Genus,
            Latitude = twin?.Latitude,
            Longitude = twin?.Longitude,
            IsListed = false,
        };
    }

    /// <summary>
    /// Known languages spelled most like a text, by code, alias or name: nearest first, ties by same first letter, then
    /// by code. Empty when nothing is near.
    /// </summary>
    public ImmutableArray<Language> Nearest(string text, int count = NearestCount)
    {
        string key = LanguageKey.Of(text);
        key = key.Length > LongestCompared ? key[..LongestCompared] : key;

        // Beyond half its letters a text resembles everything, and beside a near miss a far one is noise.
        int limit = (key.Length + 1) / 2;
        var measured = Languages
            .Select(l => (Language: l, Unlikeness: Spellings(l).Where(s => !LanguageKey.IsScoped(s)).Min(s => Unlikeness(key, LanguageKey.Of(s)))))
            .Where(m => key.Length > 0 && m.Unlikeness.Distance <= limit)
            .OrderBy(m => m.Unlikeness)
            .ToArray();
        return [.. measured
            .TakeWhile(m => m.Unlikeness.Distance <= measured[0].Unlikeness.Distance + 1)
            .Take(count)
            .Select(m => m.Language)];
    }

    static (int Distance, bool OtherStart) Unlikeness(string key, string spelling) =>
        (EditDistance.Between(key, spelling), key.FirstOrDefault() != spelling.FirstOrDefault());

    internal static IEnumerable<string> Spellings(Language language) =>
        [language.Code, language.Name, .. language.Aliases];

    bool TryCompose(string key, [NotNullWhen(true)] out Language? language)
    {
        language = null;
        if (!LanguageKey.TrySplit(key, out string start, out string? script, out string? region)
            || !_byKey.TryGetValue(start, out Language? named))
            return false;

        script ??= named.Script;
        bool Fits(Language candidate) =>
            candidate.Iso6393 == named.Iso6393
            && string.Equals(candidate.Script, script, StringComparison.OrdinalIgnoreCase)
            && string.Equals(candidate.Region, region, StringComparison.OrdinalIgnoreCase);
        language = Fits(named) ? named : Languages.FirstOrDefault(Fits);
        return language is not null;
    }
}
