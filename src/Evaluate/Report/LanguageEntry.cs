using System.Collections.Immutable;
using TransferPredict.Features.Languages;

namespace TransferPredict.Evaluate.Report;

/// <summary>A language as the page knows it; others name it by its place in the list.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">English name.</param>
/// <param name="Group">ISO 639-3 code: varieties of one language are never source and target.</param>
/// <param name="Family">Top-level family; null when unknown.</param>
/// <param name="Genus">Branch of the family; null when unknown.</param>
/// <param name="Script">ISO 15924 code; null when unknown.</param>
/// <param name="Latitude">Degrees north; null when unknown.</param>
/// <param name="Longitude">Degrees east; null when unknown.</param>
/// <param name="Aliases">Other spellings that a search finds.</param>
sealed record LanguageEntry(
    string Code, string Name, string Group, string? Family, string? Genus, string? Script, double? Latitude, double? Longitude, ImmutableArray<string> Aliases)
{
    public static LanguageEntry Of(Language language) => new(
        language.Code, language.Name, language.Iso6393, language.Family, language.Genus, language.Script, language.Latitude, language.Longitude,
        [.. language.Aliases.Where(a => !a.Contains(':', StringComparison.Ordinal))]);
}
