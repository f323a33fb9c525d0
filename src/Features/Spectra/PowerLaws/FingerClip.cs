namespace TransferPredict.Features.Spectra.PowerLaws;

/// <summary>What leaving out the largest eigenvalues, the fingers of a finite spectrum, did to a fit.</summary>
/// <param name="NumFingers">
/// WeightWatcher's num_fingers: 0 where nothing was left out, otherwise one less than the number of eigenvalues left out, 1 to 8.
/// </param>
/// <param name="RawAlpha">The power law's exponent with nothing left out.</param>
public sealed record FingerClip(int NumFingers, double RawAlpha)
{
    /// <summary>Clipping must lower the exponent by more than this (WeightWatcher's finger_thresh).</summary>
    public const double Drop = 1;

    const int FewestLeftOut = 2, MostLeftOut = 9;
    const double SmallestAlpha = 2;

    /// <summary>Clips as WeightWatcher's fit_clipped_powerlaw does, but stops where fewer than two eigenvalues would be left.</summary>
    /// <param name="logs">As made by <see cref="PowerLawScan.Logarithms"/>.</param>
    /// <param name="n">How many eigenvalues there are, 2 or more; becomes the number that is kept.</param>
    /// <param name="start">The fit of them all; becomes the fit of those kept.</param>
    internal static FingerClip Clip(double[] logs, ref int n, ref PowerLawStart start)
    {
        double raw = start.Alpha;
        for (int k = FewestLeftOut; k <= MostLeftOut && n - k >= 2; k++)
        {
            PowerLawStart clipped = PowerLawScan.Best(logs, n - k);
            if (clipped.Alpha + Drop < raw)
            {
                start = clipped;
                n -= k;
                return new FingerClip(k - 1, raw);
            }
            if (clipped.Alpha <= SmallestAlpha)
                break;
        }
        return new FingerClip(0, raw);
    }
}
