namespace TransferPredict.Features.Spectra.PowerLaws;

/// <summary>The law that is fitted to the tail of a spectrum, and where the tail may begin.</summary>
public enum PowerLawKind
{
    /// <summary>p(λ) ~ λ^-α, beginning at any eigenvalue but the largest (WeightWatcher's fit='PL').</summary>
    PowerLaw,

    /// <summary>p(λ) ~ λ^-α exp(-Λλ), beginning at any eigenvalue but the largest (WeightWatcher's fit='TPL').</summary>
    Truncated,

    /// <summary>As <see cref="Truncated"/>, beginning near the spectrum's peak on a logarithmic scale (WeightWatcher's fit='E_TPL').</summary>
    TruncatedAtPeak,
}
