using System.Collections.Immutable;

namespace TransferPredict.Features.Languages;

/// <summary>What the catalogue knows of one language, or of one language in one script or region.</summary>
public sealed record Language
{
    /// <summary><c>iso639-3_Script</c>, with <c>_REGION</c> for a variant: <c>fao_Latn</c>, <c>por_Latn_BR</c>.</summary>
    public required string Code { get; init; }

    /// <summary>English name, unique in the catalogue.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// ISO 639-3 code of the language: the group of every split, so that a variant (another script, another region)
    /// never trains for its twin.
    /// </summary>
    public required string Iso6393 { get; init; }

    /// <summary>ISO 639-1 code of the language or of its macrolanguage; null where there is none.</summary>
    public string? Iso6391 { get; init; }

    /// <summary>Other spellings that resolve to this language; <c>xed:br</c> holds in that data set alone.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>Top-level family, such as Indo-European; null when unknown.</summary>
    public string? Family { get; init; }

    /// <summary>Genus, the branch of the family, such as Germanic; null when unknown.</summary>
    public string? Genus { get; init; }

    /// <summary>ISO 15924 code of the script, such as Latn; null when unknown.</summary>
    public string? Script { get; init; }

    /// <summary>Degrees north, -90 to 90; null when unknown or meaningless.</summary>
    public double? Latitude { get; init; }

    /// <summary>Degrees east, -180 to 180; null exactly when <see cref="Latitude"/> is.</summary>
    public double? Longitude { get; init; }

    /// <summary>False for a language that an importer met and the catalogue does not list: its facts are null.</summary>
    public bool IsListed { get; init; } = true;

    /// <summary>ISO 3166 region of a variant (<c>BR</c>); null for the plain language.</summary>
    public string? Region => Code.Split('_') is [_, _, string region] ? region : null;

    /// <summary>Two rows are equal when their codes are: a catalogue has one row for a code.</summary>
    public bool Equals(Language? other) => other is not null && Code == other.Code && IsListed == other.IsListed;

    /// <inheritdoc/>
    public override int GetHashCode() => Code.GetHashCode(StringComparison.Ordinal);

    /// <summary>The code.</summary>
    public override string ToString() => Code;
}
