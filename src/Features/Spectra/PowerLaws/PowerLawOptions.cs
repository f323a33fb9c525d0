namespace TransferPredict.Features.Spectra.PowerLaws;

/// <summary>What is fitted to a spectrum's tail; the defaults are WeightWatcher's.</summary>
public sealed record PowerLawOptions
{
    /// <summary>The pure power law over all eigenvalues above the threshold.</summary>
    public static PowerLawOptions Default { get; } = new();

    /// <summary>The law; the pure power law unless set.</summary>
    public PowerLawKind Kind { get; init; }

    /// <summary>
    /// How many of the largest eigenvalues are left out, 0 or more, WeightWatcher's xmax=-k. More than half of the spectrum
    /// makes the fit fail.
    /// </summary>
    public int WithoutLargest { get; init; }

    /// <summary>
    /// Whether a few of the largest eigenvalues, the fingers, are left out where that lowers the exponent by more than
    /// <see cref="FingerClip.Drop"/> (WeightWatcher's fix_fingers='clip_xmax'). Neither with <see cref="WithoutLargest"/> nor
    /// with <see cref="PowerLawKind.TruncatedAtPeak"/>.
    /// </summary>
    public bool ClipFingers { get; init; }

    /// <summary>
    /// Whether the candidates of <see cref="PowerLawKind.TruncatedAtPeak"/> reach down to log10(0.95 peak) as in WeightWatcher,
    /// which compares that logarithm with eigenvalues, instead of to 0.95 peak.
    /// </summary>
    public bool PeakRangeOfWeightWatcher { get; init; }

    internal void Check(string parameter)
    {
        if (WithoutLargest < 0)
            PowerLawThrow.NegativeCount(WithoutLargest, parameter);
        if (ClipFingers && WithoutLargest > 0)
            PowerLawThrow.ClippedTwice(WithoutLargest, parameter);
        if (ClipFingers && Kind == PowerLawKind.TruncatedAtPeak)
            PowerLawThrow.ClippedAtPeak(parameter);
    }
}
