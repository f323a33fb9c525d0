using System.Collections.Immutable;
using TransferPredict.Features.Languages;

namespace TransferPredict.Features.Pairs;

/// <summary>What the catalogue knows of two languages (docs/ling.md).</summary>
static class LingFeatures
{
    const string Page = "docs/ling.md";

    public static ImmutableArray<PairFeature> All { get; } =
    [
        Same("same_family", language => language.Family),
        Same("same_genus", language => language.Genus),
        Same("same_script", language => language.Script),
        new(new FeatureDefinition("ling.distance", "km", "[0, 20016]", "either language has no coordinates", Page),
            (source, target) => GreatCircle.Kilometres(source.Language, target.Language) ?? double.NaN),
    ];

    static PairFeature Same(string name, Func<Language, string?> of) => new(
        new FeatureDefinition($"ling.{name}", "0/1", "{0, 1}", "unknown for either language", Page),
        (source, target) => of(source.Language) is { } a && of(target.Language) is { } b ? a == b ? 1 : 0 : double.NaN);
}
