using TransferPredict.Features.Spectra.PowerLaws;

namespace TransferPredict.Features.Layers;

/// <summary>How the matrices of a model are analysed. The defaults are WeightWatcher's, but for what docs/spectra.md lists.</summary>
public sealed record LayerAnalysisOptions
{
    /// <summary>WeightWatcher leaves out matrices whose larger dimension is above this.</summary>
    public const int WeightWatcherMaxN = 50_000;

    /// <summary>Which matrices.</summary>
    public LayerFilter Layers { get; init; } = LayerFilter.All;

    /// <summary>Matrices with fewer eigenvalues are left out; 1 or more.</summary>
    public int MinEvals { get; init; } = 10;

    /// <summary>Matrices with more eigenvalues are left out.</summary>
    public int MaxEvals { get; init; } = 15_000;

    /// <summary>Matrices whose larger dimension is above this are left out; null = none (50,000 as WeightWatcher).</summary>
    public int? MaxN { get; init; }

    /// <summary>The law that is fitted, and how.</summary>
    public PowerLawOptions Fit { get; init; } = PowerLawOptions.Default;

    /// <summary>Whether to fit the Marchenko-Pastur law.</summary>
    public bool MarchenkoPastur { get; init; }

    /// <summary>Whether to compare with the matrix's own elements, shuffled.</summary>
    public bool Randomize { get; init; }

    /// <summary>
    /// Replicas of the bootstrap for the fit's p-value, which also asks for the comparison with the exponential and the log-normal;
    /// 0 = neither.
    /// </summary>
    public int PValueReplicas { get; init; }

    /// <summary>Seed of all that is drawn.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Threads, 1 or more. Results do not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Whether to do as WeightWatcher does, to the cell, where this analysis differs deliberately.</summary>
    public bool WeightWatcher { get; init; }

    internal int LargestN => MaxN ?? (WeightWatcher ? WeightWatcherMaxN : int.MaxValue);
}
