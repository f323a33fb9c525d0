namespace TransferPredict.Features.Languages;

/// <summary>WeightWatcher's metrics of a language's WᵀW, in the order of the columns of a language table.</summary>
public enum LanguageMetric
{
    /// <summary>Power-law exponent of the tail.</summary>
    Alpha,

    /// <summary>K-S distance of the power-law fit.</summary>
    D,

    /// <summary>log10 of where the tail begins.</summary>
    LogXmin,

    /// <summary>log10 of the sum of the eigenvalues.</summary>
    LogNorm,

    /// <summary>log10 of the largest eigenvalue.</summary>
    LogSpectralNorm,

    /// <summary>Sum of the eigenvalues over the largest.</summary>
    StableRank,

    /// <summary>Entropy of the eigenvalues, normalised by the log of the rank.</summary>
    Entropy,
}
