using System.Collections.Immutable;
using TransferPredict.Features.Languages;

namespace TransferPredict.Evaluate.Report;

/// <summary>The languages of a report and their places: the catalogue's, then others that scores or the predictor name.</summary>
sealed class LanguageList
{
    readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    /// <param name="catalog">The catalogue.</param>
    /// <param name="further">Codes of languages that may be in it or not.</param>
    public LanguageList(LanguageCatalog catalog, IEnumerable<string> further)
    {
        Languages = [.. catalog.Languages.Concat(further.Select(c => catalog.ResolveOrUnlisted(c))).DistinctBy(l => l.Code)];
        for (int i = 0; i < Languages.Length; i++)
            _places.Add(Languages[i].Code, i);
    }

    /// <summary>The languages, in the order of their places.</summary>
    public ImmutableArray<Language> Languages { get; }

    /// <summary>The place of a language.</summary>
    /// <exception cref="InvalidDataException">It is none of them.</exception>
    public int this[string code] => _places.TryGetValue(code, out int place) ? place
        : throw new InvalidDataException($"'{code}' is neither in data/languages.csv nor among the predictor's sources and the measured languages; expected one of {Languages.Length} languages.");
}
