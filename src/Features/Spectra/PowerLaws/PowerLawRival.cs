namespace TransferPredict.Features.Spectra.PowerLaws;

/// <summary>A law without a power-law tail that may fit a tail as well.</summary>
public enum PowerLawRival
{
    /// <summary>p(λ) ~ exp(-cλ).</summary>
    Exponential,

    /// <summary>p(λ) ~ exp(-(ln λ - μ)²/(2σ²))/λ.</summary>
    LogNormal,
}
