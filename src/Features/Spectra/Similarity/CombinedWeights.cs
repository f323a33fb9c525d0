namespace TransferPredict.Features.Spectra.Similarity;

/// <summary>
/// How much each part of the combined measure S = exp(-(Ks·D + Pearson·(1 - r) + Cosine·(1 - c))) matters: S is the product
/// of three exponentials. All are finite and 0 or more.
/// </summary>
public sealed record CombinedWeights
{
    double _ks = 1, _pearson = 1, _cosine = 1;

    /// <summary>All three 1, fixed before any transfer score was seen: with D, 1 - r and 1 - c as they come.</summary>
    public static CombinedWeights Default { get; } = new();

    /// <summary>Weight of the K-S distance.</summary>
    public double Ks { get => _ks; init => _ks = Checked(value, nameof(Ks)); }

    /// <summary>Weight of one minus the Pearson correlation.</summary>
    public double Pearson { get => _pearson; init => _pearson = Checked(value, nameof(Pearson)); }

    /// <summary>Weight of one minus the cosine.</summary>
    public double Cosine { get => _cosine; init => _cosine = Checked(value, nameof(Cosine)); }

    static double Checked(double value, string parameter)
    {
        if (!(value >= 0 && value <= double.MaxValue))
            SpectraThrow.OutOfRange(value, 0, double.MaxValue, parameter);
        return value;
    }
}
