using TransferPredict.Features.Spectra.MarchenkoPastur;
using TransferPredict.Features.Spectra.PowerLaws;

namespace TransferPredict.Features.Layers;

/// <summary>
/// The columns of the table of layers: WeightWatcher's under its names and in its order (weightwatcher 0.7.5.5's details), then
/// what it has not: role, layer_index, onnx_name, the reason of a failure, and the statistics it does not compute.
/// </summary>
public static class LayerColumns
{
    /// <summary>The columns that an analysis with these options fills.</summary>
    public static IReadOnlyList<LayerColumn> Of(LayerAnalysisOptions options) =>
        [new("file", l => l.Matrix.File), .. WeightWatcherColumns(options).OrderBy(Rank).ThenBy(c => c.Name, StringComparer.Ordinal), .. OwnColumns(options)];

    // layer_id and name come first, as pandas prints them; the others by name, capitals before small letters.
    static int Rank(LayerColumn column) => column.Name switch { "layer_id" => 0, "name" => 1, _ => 2 };

    static IEnumerable<LayerColumn> WeightWatcherColumns(LayerAnalysisOptions options) =>
    [
        new("layer_id", l => l.Matrix.LayerId),
        new("name", l => l.Matrix.Name),
        new("longname", l => l.Matrix.Name),
        new("layer_type", l => options.WeightWatcher ? LayerTypes.Dense : LayerTypes.Of(l.Matrix.Role)),
        new("N", l => l.N),
        new("M", l => l.M),
        new("Q", l => (double)l.N / l.M),
        new("rf", _ => 1),
        new("num_evals", l => l.M),
        new("has_esd", l => l.Failure is null),
        new("sv_max", l => l.Spectrum?.SingularValues[^1]),
        new("sv_min", l => l.Spectrum?.SingularValues[0]),
        new("lambda_max", l => l.Spectrum?.Eigenvalues[^1]),
        new("rank_loss", l => l.Metrics?.RankLoss),
        new("weak_rank_loss", l => l.Metrics?.WeakRankLoss),
        new("norm", l => l.Metrics?.Norm),
        new("log_norm", l => l.Metrics?.LogNorm),
        new("spectral_norm", l => l.Metrics?.SpectralNorm),
        new("log_spectral_norm", l => l.Metrics?.LogSpectralNorm),
        new("stable_rank", l => l.Metrics?.StableRank),
        new("matrix_rank", l => l.Metrics?.MatrixRank),
        new("status", l => l.Fit is null ? "failed" : "success"),
        .. options.WeightWatcher ? SentinelColumns : TypedColumns,
        .. OptionalColumns(options),
    ];

    static IEnumerable<LayerColumn> OptionalColumns(LayerAnalysisOptions options) =>
    [
        .. options.Fit.Kind != PowerLawKind.PowerLaw ? [Fitted("Lambda", f => f.Lambda, options, WeightWatcherCells.Failed)] : Array.Empty<LayerColumn>(),
        .. options.Fit.ClipFingers
            ? [Fitted("num_fingers", f => f.Fingers?.NumFingers, options, 0), Fitted("raw_alpha", f => f.Fingers?.RawAlpha, options, WeightWatcherCells.Failed)]
            : Array.Empty<LayerColumn>(),
        .. options.MarchenkoPastur ? BulkColumns("", l => l.MarchenkoPastur, options) : [],
        .. options.Randomize ? RandomizedColumns(options) : [],
    ];

    static LayerColumn Fitted(string name, Func<PowerLawResult.Fitted, object?> value, LayerAnalysisOptions options, int failed) =>
        new(name, l => l.Fit is { } fit ? value(fit) : options.WeightWatcher && l.Failure is null ? failed : null);

    static IEnumerable<LayerColumn> RandomizedColumns(LayerAnalysisOptions options) =>
    [
        new("max_rand_eval", l => l.Randomized?.Largest),
        new("rand_distance", l => l.Randomized?.Distance),
        new("ww_softrank", l => l.Randomized?.SoftRank),
        new("ww_maxdist", l => l.Randomized?.MaxDistance),
        .. BulkColumns("rand_", l => l.RandomizedBulk, options),
    ];

    static IEnumerable<LayerColumn> BulkColumns(string prefix, Func<LayerSpectrum, MarchenkoPasturResult?> result, LayerAnalysisOptions options)
    {
        return
        [
            Column("W_scale", b => b.Scale),
            Column("sigma_mp", b => b.Sigma),
            Column("bulk_max", b => b.BulkMax),
            Column("bulk_min", b => b.BulkMin),
            Column("num_spikes", b => b.Spikes),
            Column("mp_softrank", b => b.SoftRank),
        ];

        LayerColumn Column(string name, Func<MarchenkoPasturResult.Fitted, object> value) => new(prefix + name, l => result(l) switch
        {
            MarchenkoPasturResult.Fitted fitted => value(fitted),
            MarchenkoPasturResult.Failed when options.WeightWatcher => (double)WeightWatcherCells.Failed,
            _ => null,
        });
    }

    static IEnumerable<LayerColumn> TypedColumns =>
    [
        new("alpha", l => l.Fit?.Alpha),
        new("D", l => l.Fit?.D),
        new("sigma", l => l.Fit?.Sigma),
        new("xmax", l => l.Fit?.Xmax),
        new("xmin", l => l.Fit?.Xmin),
        new("num_pl_spikes", l => l.Fit?.Spikes),
        new("warning", l => Warning(l.Fit?.Alpha)),
        new("alpha_weighted", l => l.Metrics?.AlphaWeighted),
        new("log_alpha_norm", l => l.Metrics?.LogAlphaNorm),
        new("entropy", l => l.Metrics?.Entropy),
    ];

    // As above, but that a failed fit is a row of -1, and that a truncated law has neither sigma nor xmax.
    static IEnumerable<LayerColumn> SentinelColumns =>
    [
        Analysed("alpha", l => WeightWatcherCells.Alpha(l)),
        Analysed("D", l => l.Fit?.D ?? WeightWatcherCells.Failed),
        Analysed("sigma", l => l.Fit is { Lambda: not null } ? null : l.Fit?.Sigma ?? WeightWatcherCells.Failed),
        Analysed("xmax", l => l.Fit is { Lambda: not null } ? null : l.Fit?.Xmax),
        Analysed("xmin", l => l.Fit?.Xmin ?? WeightWatcherCells.Failed),
        Analysed("num_pl_spikes", l => l.Fit?.Spikes ?? WeightWatcherCells.Failed),
        Analysed("warning", l => Warning(WeightWatcherCells.Alpha(l))),
        Analysed("alpha_weighted", l => WeightWatcherCells.AlphaWeighted(l)),
        Analysed("log_alpha_norm", l => WeightWatcherCells.LogAlphaNorm(l)),
        Analysed("entropy", l => WeightWatcherCells.Entropy(l)),
    ];

    static LayerColumn Analysed(string name, Func<LayerSpectrum, object?> value) => new(name, l => l.Failure is null ? value(l) : null);

    static IEnumerable<LayerColumn> OwnColumns(LayerAnalysisOptions options) =>
    [
        .. options.PValueReplicas > 0 ? QualityColumns : [],
        .. options.MarchenkoPastur ? [new LayerColumn("mp_reason", l => (l.MarchenkoPastur as MarchenkoPasturResult.Failed)?.Reason)] : Array.Empty<LayerColumn>(),
        new("role", l => LayerRoles.NameOf(l.Matrix.Role)),
        new("layer_index", l => l.Matrix.LayerIndex),
        new("onnx_name", l => l.Matrix.OnnxName),
        new("note", l => l.Matrix.Note),
        new("reason", l => l.Reason),
    ];

    static IEnumerable<LayerColumn> QualityColumns =>
    [
        new("p_value", l => l.Quality?.PValue),
        new("R_exponential", l => l.Quality?.Exponential?.R),
        new("p_exponential", l => l.Quality?.Exponential?.P),
        new("R_lognormal", l => l.Quality?.LogNormal?.R),
        new("p_lognormal", l => l.Quality?.LogNormal?.P),
    ];

    static string Warning(double? alpha) => alpha < 2 ? "over-trained" : alpha > 6 ? "under-trained" : "";
}
