using System.Collections.Immutable;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Spectra;
using TransferPredict.Features.Spectra.Similarity;

namespace TransferPredict.Features.Pairs;

/// <summary>How alike the spectra of two languages' embedding rows are, by token and by type (docs/esd.md).</summary>
static class EsdFeatures
{
    const string MissingByToken = "either text has fewer tokens than a draw";
    const string MissingByType = "either text uses fewer tokens twice than a draw needs";
    const string Page = "docs/esd.md";

    public static ImmutableArray<PairFeature> All { get; } =
    [
        .. View("token", MissingByToken, spectrum => spectrum.Token),
        Feature("token.row_overlap", "share", "[0, 1]", "either language has no counts", (a, b) => CountOverlap.SharedMass(a, b)),
        .. View("type", MissingByType, spectrum => spectrum.Type),
        Feature("type.row_overlap", "share", "[0, 1]", "either language has no token counted twice", (a, b) => CountOverlap.JaccardOfRepeated(a, b)),
    ];

    static IEnumerable<PairFeature> View(string view, string missing, Func<LanguageSpectrum, NormalizedSpectrum?> of)
    {
        PairFeature Spectral(string name, string unit, string range, Func<NormalizedSpectrum, NormalizedSpectrum, double> value) => new(
            new FeatureDefinition($"esd.{view}.{name}", unit, range, missing, Page),
            (source, target) => source.Spectrum is { } s && target.Spectrum is { } t && of(s) is { } a && of(t) is { } b ? value(a, b) : double.NaN);

        yield return Spectral("ks", "distance", "[0, 1]", SpectrumSimilarity.KolmogorovSmirnov);
        yield return Spectral("pearson", "correlation", "[-1, 1]", SpectrumSimilarity.DensityPearson);
        yield return Spectral("cosine", "cosine", "[0, 1]", SpectrumSimilarity.DensityCosine);
        yield return Spectral("sorted_pearson", "correlation", "[-1, 1]", (a, b) => SpectrumSimilarity.SortedPearson(a, b) ?? double.NaN);
        yield return Spectral("sorted_cosine", "cosine", "[0, 1]", SpectrumSimilarity.SortedCosine);
        yield return Spectral("combined", "similarity", "(0, 1]", Combined);
        yield return Spectral("svg", "squared log distance", "[0, inf)", SpectrumSimilarity.SingularValueGap);
        yield return Spectral("econd_hm", "condition number", "[1, inf)", SpectrumSimilarity.EffectiveConditionHarmonicMean);
    }

    static double Combined(NormalizedSpectrum a, NormalizedSpectrum b) => SpectrumSimilarity.Combined(
        SpectrumSimilarity.KolmogorovSmirnov(a, b), SpectrumSimilarity.DensityPearson(a, b), SpectrumSimilarity.DensityCosine(a, b), CombinedWeights.Default);

    static PairFeature Feature(string name, string unit, string range, string missing, Func<SparseCounts, SparseCounts, double> value) => new(
        new FeatureDefinition($"esd.{name}", unit, range, missing, Page),
        (source, target) => source.Corpus is { } s && target.Corpus is { } t ? value(s.Tokens, t.Tokens) : double.NaN);
}
