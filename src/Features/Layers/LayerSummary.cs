namespace TransferPredict.Features.Layers;

/// <summary>
/// WeightWatcher's get_summary: plain means over matrices, whatever their size. What a matrix has no value for (a failed fit) and
/// what is infinite (the log of a zero matrix) does not enter; where the analysis is WeightWatcher's own, both do.
/// </summary>
/// <param name="Group">What is averaged: "all", a role, or a layer index.</param>
/// <param name="Matrices">How many matrices the group has.</param>
/// <param name="Means">The mean of each of <see cref="Metrics"/>; NaN where no matrix has a value.</param>
public sealed record LayerSummary(string Group, int Matrices, IReadOnlyDictionary<string, double> Means)
{
    /// <summary>The columns that are averaged, those of them that the analysis fills.</summary>
    public static IReadOnlyList<string> Metrics { get; } =
        ["log_norm", "alpha", "alpha_weighted", "log_alpha_norm", "log_spectral_norm", "stable_rank", "mp_softrank"];

    /// <summary>The means over all matrices. The parts of a fused matrix do not count beside the whole.</summary>
    public static LayerSummary OverAll(LayerReport report, LayerAnalysisOptions options) =>
        Over("all", [.. report.Layers.Where(l => !l.Matrix.IsPart)], options);

    /// <summary>The means by role, in the roles' order. The parts of a fused matrix count in theirs.</summary>
    public static IReadOnlyList<LayerSummary> ByRole(LayerReport report, LayerAnalysisOptions options) =>
        [.. report.Layers.GroupBy(l => l.Matrix.Role).OrderBy(g => g.Key == LayerRole.Other).ThenBy(g => g.Key).Select(g => Over(LayerRoles.NameOf(g.Key), [.. g], options))];

    /// <summary>The means by layer index, those of no layer left out; the files of a folder apart. Parts do not count.</summary>
    public static IReadOnlyList<LayerSummary> ByLayer(LayerReport report, LayerAnalysisOptions options)
    {
        bool several = report.Layers.Select(l => l.Matrix.File).Distinct().Skip(1).Any();
        return [.. report.Layers.Where(l => l.Matrix.LayerIndex is not null && !l.Matrix.IsPart)
            .GroupBy(l => (File: several ? l.Matrix.File : "", Layer: l.Matrix.LayerIndex!.Value))
            .OrderBy(g => g.Key.File, StringComparer.Ordinal).ThenBy(g => g.Key.Layer)
            .Select(g => Over(several ? $"{g.Key.File} {g.Key.Layer}" : $"{g.Key.Layer}", [.. g], options))];
    }

    static LayerSummary Over(string group, LayerSpectrum[] layers, LayerAnalysisOptions options) =>
        new(group, layers.Length, LayerColumns.Of(options).Where(c => Metrics.Contains(c.Name)).OrderBy(c => Array.IndexOf([.. Metrics], c.Name))
            .ToDictionary(c => c.Name, c => Mean(layers.Select(c.Value).OfType<double>(), options.WeightWatcher)));

    static double Mean(IEnumerable<double> values, bool withInfinite)
    {
        double[] counted = [.. values.Where(v => withInfinite ? !double.IsNaN(v) : double.IsFinite(v))];
        return counted.Length == 0 ? double.NaN : counted.Average();
    }
}
