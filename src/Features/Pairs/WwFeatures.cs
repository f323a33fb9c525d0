using System.Collections.Immutable;
using TransferPredict.Features.Languages;

namespace TransferPredict.Features.Pairs;

/// <summary>WeightWatcher's metrics of each language's WᵀW: source, target, and source minus target (docs/ww.md).</summary>
static class WwFeatures
{
    const string TooShort = "text has fewer tokens than a draw";

    static readonly (LanguageMetric Metric, string Name, string Unit, string Range, string Missing)[] _metrics =
    [
        (LanguageMetric.Alpha, "alpha", "exponent", "(1, inf)", "no draw has a power-law fit with a finite exponent"),
        (LanguageMetric.D, "D", "distance", "[0, 1]", "no draw has a power-law fit"),
        (LanguageMetric.LogXmin, "log_xmin", "log10", "(-5, inf)", "no draw has a power-law fit"),
        (LanguageMetric.LogNorm, "log_norm", "log10", "(-inf, inf)", ""),
        (LanguageMetric.LogSpectralNorm, "log_spectral_norm", "log10", "(-inf, inf)", ""),
        (LanguageMetric.StableRank, "stable_rank", "dimensions", "[1, inf)", ""),
        (LanguageMetric.Entropy, "entropy", "share of the largest", "[0, 1]", "every draw has rank 1"),
    ];

    public static ImmutableArray<PairFeature> All { get; } = [.. _metrics.SelectMany(m => (PairFeature[])
    [
        Feature($"{m.Name}_source", m.Unit, m.Range, Missing("the source's", m.Missing), (source, _) => Of(source, m.Metric)),
        Feature($"{m.Name}_target", m.Unit, m.Range, Missing("the target's", m.Missing), (_, target) => Of(target, m.Metric)),
        Feature($"{m.Name}_difference", m.Unit, "(-inf, inf)", Missing("either", m.Missing), (source, target) => Of(source, m.Metric) - Of(target, m.Metric)),
    ])];

    static double Of(LanguageProfile profile, LanguageMetric metric) => profile.Spectrum?[metric] ?? double.NaN;

    static string Missing(string whose, string more) => $"{whose} {TooShort}{(more.Length > 0 ? ", or " : "")}{more}";

    static PairFeature Feature(string name, string unit, string range, string missing, Func<LanguageProfile, LanguageProfile, double> value) =>
        new(new FeatureDefinition($"ww.{name}", unit, range, missing, "docs/ww.md"), value);
}
