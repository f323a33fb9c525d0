using TransferPredict.Features.Onnx.OnnxRuntime;
using TransferPredict.Features.Spectra;
using TransferPredict.Features.Spectra.Decomposition;
using TransferPredict.Features.Spectra.MarchenkoPastur;
using TransferPredict.Features.Spectra.PowerLaws;
using TransferPredict.Features.Spectra.Randomization;

namespace TransferPredict.Features.Layers;

/// <summary>
/// WeightWatcher's analysis of a model: the spectrum of every matrix, the power law of its tail, norms and ranks (docs/spectra.md).
/// </summary>
public static class LayerAnalysis
{
    /// <summary>Analyses the matrices of a model that the options keep.</summary>
    /// <inheritdoc cref="Run(IReadOnlyList{LayerMatrix}, LayerAnalysisOptions, Action{int}, CancellationToken)"/>
    public static LayerReport Run(ModelMatrices model, LayerAnalysisOptions options, Action<int>? done = null, CancellationToken cancellation = default)
    {
        LayerReport report = Run(model.Matrices, options, done, cancellation);
        return report with { LeftOut = [.. model.Skipped, .. report.LeftOut] };
    }

    /// <summary>Analyses those of the matrices that the options keep.</summary>
    /// <param name="matrices">The matrices.</param>
    /// <param name="options">What to compute.</param>
    /// <param name="done">Is told, from any thread, how many matrices are done.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>One result a matrix, in the order given; the same for any number of threads.</returns>
    public static LayerReport Run(
        IReadOnlyList<LayerMatrix> matrices, LayerAnalysisOptions options, Action<int>? done = null, CancellationToken cancellation = default)
    {
        List<LayerMatrix> kept = [];
        List<SkippedMatrix> leftOut = [];
        foreach (LayerMatrix matrix in matrices.Where(options.Layers.Keeps))
        {
            if (ReasonToLeaveOut(matrix, options) is { } reason)
                leftOut.Add(new SkippedMatrix(matrix.File, matrix.OnnxName, reason));
            else
                kept.Add(matrix);
        }

        var results = new LayerSpectrum[kept.Count];
        int count = 0;
        MatrixSchedule.Run([.. kept.Select(matrix => matrix.Values)], options.Threads, (i, threads) =>
        {
            results[i] = Analyse(kept[i], options, threads, cancellation);
            done?.Invoke(Interlocked.Increment(ref count));
        }, cancellation);
        return new LayerReport(results, leftOut);
    }

    static string? ReasonToLeaveOut(LayerMatrix matrix, LayerAnalysisOptions options)
    {
        int n = Math.Max(matrix.Values.Rows, matrix.Values.Columns), m = Math.Min(matrix.Values.Rows, matrix.Values.Columns);
        string shape = $"its shape is {matrix.Values.Rows} x {matrix.Values.Columns}";
        return options.WeightWatcher && matrix.IsPart ? $"it is a part of '{matrix.OnnxName}', which WeightWatcher does not split"
            : m < options.MinEvals ? $"{shape}; at least {options.MinEvals} eigenvalues are asked for"
            : m > options.MaxEvals ? $"{shape}; at most {options.MaxEvals} eigenvalues are asked for"
            : n > options.LargestN ? $"{shape}; a larger dimension of at most {options.LargestN} is asked for"
            : null;
    }

    static LayerSpectrum Analyse(LayerMatrix matrix, LayerAnalysisOptions options, int threads, CancellationToken cancellation)
    {
        IMatrixValues values = matrix.Values;
        MatrixSpectrum spectrum;
        try
        {
            spectrum = MatrixSpectrum.Compute(values, threads, cancellation);
        }
        catch (Exception e) when (e is ArithmeticException or OnnxRuntimeException)
        {
            // A part counts rows and columns of its own.
            string what = matrix.IsPart ? $"{matrix.Note} of " : matrix.OnnxName.Length > 0 ? $"'{matrix.OnnxName}' of " : "";
            return new LayerSpectrum(matrix, $"{what}{matrix.File}: {e.Message}");
        }

        double[] eigenvalues = spectrum.Eigenvalues;
        PowerLawResult fit = PowerLawFit.Fit(eigenvalues, options.Fit);
        RandomizedSpectrum? randomized = options.Randomize
            ? RandomizedSpectrum.Compute(values, eigenvalues, options.Seed, $"{matrix.File}/{matrix.Name}", threads, cancellation) : null;
        return new LayerSpectrum(matrix)
        {
            Spectrum = spectrum,
            Metrics = SpectralMetrics.Compute(eigenvalues, values.Rows, values.Columns, fit),
            MarchenkoPastur = options.MarchenkoPastur ? Bulk(eigenvalues, values, options) : null,
            Randomized = randomized,
            RandomizedBulk = randomized is null ? null : Bulk(randomized.Eigenvalues, values, options),
            Quality = options.PValueReplicas > 0 && fit is PowerLawResult.Fitted fitted
                ? PowerLawQuality.Measure(eigenvalues, fitted, options.PValueReplicas, options.Seed, threads, cancellation) : null,
        };
    }

    static MarchenkoPasturResult Bulk(double[] eigenvalues, IMatrixValues values, LayerAnalysisOptions options)
    {
        (int smaller, int larger) = values.Rows < values.Columns ? (values.Rows, values.Columns) : (values.Columns, values.Rows);
        return options.WeightWatcher
            ? WeightWatcherBulkFit.Fit(eigenvalues, larger, smaller)
            : MarchenkoPasturFit.Fit(eigenvalues, larger, smaller);
    }
}
