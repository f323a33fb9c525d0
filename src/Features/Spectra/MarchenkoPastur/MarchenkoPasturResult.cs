namespace TransferPredict.Features.Spectra.MarchenkoPastur;

/// <summary>
/// What a Marchenko-Pastur fit found: <see cref="Fitted"/> or <see cref="Failed"/>, never a number that stands for failure.
/// </summary>
public abstract record MarchenkoPasturResult
{
    MarchenkoPasturResult()
    {
    }

    /// <summary>A bulk of noise, and the eigenvalues above it. λ is an eigenvalue as given, t = Scale² λ has the mean 1.</summary>
    /// <param name="Sigma">σ of the bulk in units of t, above 0: t lies within (σ(1 ± 1/√Q))² (WeightWatcher's sigma_mp).</param>
    /// <param name="BulkMin">The lower edge of the bulk in units of λ, 0 or more (bulk_min).</param>
    /// <param name="BulkMax">The upper edge of the bulk in units of λ, above 0 (bulk_max).</param>
    /// <param name="SpikeEdge">Where spikes begin in units of λ: <paramref name="BulkMax"/> and a margin for its fluctuation.</param>
    /// <param name="Spikes">Eigenvalues above <paramref name="SpikeEdge"/>, 0 or more (num_spikes).</param>
    /// <param name="SoftRank">BulkMax/λ_max, above 0 (mp_softrank).</param>
    /// <param name="Scale">√K/√Σλ over the K eigenvalues (W_scale).</param>
    public sealed record Fitted(
        double Sigma, double BulkMin, double BulkMax, double SpikeEdge, int Spikes, double SoftRank, double Scale) : MarchenkoPasturResult;

    /// <summary>There is no bulk to find.</summary>
    /// <param name="Reason">What was found and what a fit needs.</param>
    public sealed record Failed(string Reason) : MarchenkoPasturResult;
}
