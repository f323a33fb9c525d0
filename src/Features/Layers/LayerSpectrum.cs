using TransferPredict.Features.Spectra;
using TransferPredict.Features.Spectra.Decomposition;
using TransferPredict.Features.Spectra.MarchenkoPastur;
using TransferPredict.Features.Spectra.PowerLaws;
using TransferPredict.Features.Spectra.Randomization;

namespace TransferPredict.Features.Layers;

/// <summary>What the analysis found of one matrix; or, where its values are no numbers, why there is nothing.</summary>
/// <param name="Matrix">The matrix.</param>
/// <param name="Failure">Why nothing could be computed; null when it was.</param>
public sealed record LayerSpectrum(LayerMatrix Matrix, string? Failure = null)
{
    /// <summary>The larger dimension.</summary>
    public int N => Math.Max(Matrix.Values.Rows, Matrix.Values.Columns);

    /// <summary>The smaller dimension, and the number of eigenvalues.</summary>
    public int M => Math.Min(Matrix.Values.Rows, Matrix.Values.Columns);

    /// <summary>The singular values and eigenvalues; null after a failure.</summary>
    public MatrixSpectrum? Spectrum { get; init; }

    /// <summary>Norms, ranks and the power-law fit; null after a failure.</summary>
    public SpectralMetrics? Metrics { get; init; }

    /// <summary>The Marchenko-Pastur fit; null when it was not asked for.</summary>
    public MarchenkoPasturResult? MarchenkoPastur { get; init; }

    /// <summary>The comparison with shuffled elements; null when it was not asked for.</summary>
    public RandomizedSpectrum? Randomized { get; init; }

    /// <summary>The Marchenko-Pastur fit of the shuffled elements; null when it was not asked for.</summary>
    public MarchenkoPasturResult? RandomizedBulk { get; init; }

    /// <summary>How good the power-law fit is; null when it was not asked for or there is no fit.</summary>
    public PowerLawQuality? Quality { get; init; }

    /// <summary>The fit, when there is one.</summary>
    public PowerLawResult.Fitted? Fit => Metrics?.PowerLaw as PowerLawResult.Fitted;

    /// <summary>Why there is no fit; null when there is one.</summary>
    public string? Reason => Failure ?? (Metrics?.PowerLaw as PowerLawResult.Failed)?.Reason;
}
