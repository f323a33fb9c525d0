using TransferPredict.Features.Layers;
using TransferPredict.Features.Spectra.MarchenkoPastur;

namespace TransferPredict.Evaluate.Report;

/// <summary>The spectrum of one weight matrix.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Role">What it does, as tables write it.</param>
/// <param name="Layer">Its layer, from 0; null outside the layers.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Eigenvalues">Of WᵀW, ascending.</param>
/// <param name="PowerLaw">The power law of the tail; null where none could be fitted.</param>
/// <param name="BulkMax">Upper edge of the Marchenko-Pastur bulk, an eigenvalue; null where there is no bulk.</param>
/// <param name="Spikes">Eigenvalues above the bulk; null likewise.</param>
sealed record MatrixEntry(string Name, string Role, int? Layer, int Rows, int Columns, double[] Eigenvalues, PowerLawEntry? PowerLaw, double? BulkMax, int? Spikes)
{
    /// <summary>Null for a matrix whose values are no numbers.</summary>
    public static MatrixEntry? Of(LayerSpectrum layer)
    {
        if (layer.Spectrum is not { } spectrum)
            return null;
        var bulk = layer.MarchenkoPastur as MarchenkoPasturResult.Fitted;
        return new MatrixEntry(
            layer.Matrix.Name, LayerRoles.NameOf(layer.Matrix.Role), layer.Matrix.LayerIndex, layer.Matrix.Values.Rows, layer.Matrix.Values.Columns,
            [.. spectrum.Eigenvalues.Select(Compact.Measure)], layer.Fit is { } fit ? PowerLawEntry.Of(fit) : null, bulk is null ? null : Compact.Measure(bulk.BulkMax), bulk?.Spikes);
    }
}
