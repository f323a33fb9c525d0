using System.Collections.Immutable;
using TransferPredict.Features;

namespace TransferPredict.Training.Findings;

/// <summary>A predictor with some families of features. What is learned of sources and of targets nearby (src., near.) always stays.</summary>
/// <param name="Name">How tables call it.</param>
/// <param name="Families">The families that stay.</param>
/// <param name="SeedStep">Added to the seed of training: another order of random draws.</param>
public sealed record FamilyVariant(string Name, ImmutableArray<string> Families, int SeedStep = 0)
{
    /// <summary>Everything.</summary>
    public const string AllFamilies = "all families";

    /// <summary>Lexical and linguistic features alone.</summary>
    public const string LexLing = "lex. and ling. alone";

    /// <summary>These with the spectra.</summary>
    public const string LexLingSpectra = "lex. and ling. with esd. and ww.";

    /// <summary>Everything but the spectra.</summary>
    public const string NoSpectra = "without esd. and ww.";

    /// <summary>Everything, in another order of random draws: differences as small as this one's mean nothing.</summary>
    public const string OtherDraws = "all families, other random draws";

    static readonly ImmutableArray<string> _all = ["esd", "ww", "rep", "concept", "lex", "ling"];

    /// <summary>The variants that are compared, everything first.</summary>
    public static ImmutableArray<FamilyVariant> All { get; } =
    [
        new(AllFamilies, _all), new(OtherDraws, _all, SeedStep: 1), .. _all.Select(f => new FamilyVariant($"without {f}.", _all.Remove(f))),
        new(NoSpectra, _all.Remove("esd").Remove("ww")), new(LexLing, ["lex", "ling"]), new(LexLingSpectra, ["lex", "ling", "esd", "ww"]),
    ];

    /// <summary>Whether a feature stays.</summary>
    public bool Keeps(string feature) => Families.Contains(FeatureDefinition.FamilyOf(feature));
}
