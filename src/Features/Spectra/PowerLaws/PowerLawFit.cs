using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Spectra.PowerLaws;

/// <summary>
/// The power-law fit of a spectrum's tail: the exponent by maximum likelihood, the start of the tail by the smallest K-S
/// distance (Clauset, Shalizi and Newman, SIAM Review 2009, sections 3.1 and 3.3), with the choices of WeightWatcher 0.7.5.5:
/// every eigenvalue but the largest is a candidate start, equal ones are not merged, the distance is one-sided, and the first
/// of equally good starts is taken. docs/spectra.md has the truncated laws.
/// </summary>
public static class PowerLawFit
{
    /// <summary>Eigenvalues must be above this to take part (WeightWatcher's absolute EVALS_THRESH).</summary>
    public const double Threshold = 1e-5;

    /// <summary>Fits a pure power law to the tail.</summary>
    /// <param name="eigenvalues">Finite numbers in any order; those up to <see cref="Threshold"/> are left out.</param>
    /// <exception cref="ArgumentException">An eigenvalue is not finite.</exception>
    public static PowerLawResult Fit(ReadOnlySpan<double> eigenvalues) => Fit(eigenvalues, PowerLawOptions.Default);

    /// <summary>Fits the tail as the options say.</summary>
    /// <param name="eigenvalues">Finite numbers in any order; those up to <see cref="Threshold"/> are left out.</param>
    /// <param name="options">Which law, and which eigenvalues take part.</param>
    /// <exception cref="ArgumentException">An eigenvalue is not finite, or the options contradict each other.</exception>
    public static PowerLawResult Fit(ReadOnlySpan<double> eigenvalues, PowerLawOptions options)
    {
        options.Check(nameof(options));
        double[] above = Spectrum.AscendingAbove(eigenvalues, Threshold, nameof(eigenvalues));
        int leftOut = options.WithoutLargest;
        if (leftOut > eigenvalues.Length / 2)
        {
            return new PowerLawResult.Failed(
                $"The {leftOut} largest of {eigenvalues.Length} eigenvalues were to be left out; at most half of them can be.");
        }
        double[] values = above[..Math.Max(0, above.Length - leftOut)];
        if (values.Length < 2)
        {
            string without = leftOut == 0 ? "" : $" without the {leftOut} largest";
            return new PowerLawResult.Failed(
                $"{values.Length} of {eigenvalues.Length} eigenvalues lie above {Threshold:0.#####}{without}; a power law needs at least 2.");
        }
        double[] logs = PowerLawScan.Logarithms(values);
        return options is { Kind: PowerLawKind.PowerLaw } or { ClipFingers: true }
            ? FromPowerLaw(values, logs, options)
            : FromTruncated(values, logs, options);
    }

    /// <summary>Fits a pure power law to the eigenvalues from a known start on: the estimate of section 3.1 alone.</summary>
    /// <param name="eigenvalues">Finite numbers in any order; those below <paramref name="xmin"/> are left out.</param>
    /// <param name="xmin">Where the tail begins, above 0; need not be an eigenvalue.</param>
    /// <exception cref="ArgumentException">An eigenvalue is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="xmin"/> is not a finite number above 0.</exception>
    public static PowerLawResult FitFrom(ReadOnlySpan<double> eigenvalues, double xmin)
    {
        if (!(xmin > 0 && double.IsFinite(xmin)))
            PowerLawThrow.Start(xmin, nameof(xmin));
        double[] tail = Spectrum.AscendingAbove(eigenvalues, Math.BitDecrement(xmin), nameof(eigenvalues));
        int m = tail.Length;
        if (m < 2)
            return new PowerLawResult.Failed($"{m} of {eigenvalues.Length} eigenvalues lie from {xmin} on; a power law needs at least 2.");
        double origin = PortableMath.Log(xmin), sum = 0, distance = 0;
        foreach (double value in tail)
            sum += PortableMath.Log(value) - origin;
        double excess = m / sum;
        for (int k = 0; k < m; k++)
        {
            double below = tail[k] == xmin ? 0 : 1 - PortableMath.Exp(-excess * (PortableMath.Log(tail[k]) - origin));
            distance = Math.Max(distance, Math.Abs(below - (double)k / m));
        }
        return new PowerLawResult.Fitted(1 + excess, distance, excess / Math.Sqrt(m), xmin, tail[^1], m);
    }

    static PowerLawResult FromPowerLaw(double[] values, double[] logs, PowerLawOptions options)
    {
        int n = values.Length;
        PowerLawStart start = PowerLawScan.Best(logs, n);
        FingerClip? fingers = options.ClipFingers ? FingerClip.Clip(logs, ref n, ref start) : null;
        if (options.Kind == PowerLawKind.PowerLaw)
        {
            return Fitted(values, n, start.Index, start.Alpha, start.D, start.Excess / Math.Sqrt(n - start.Index)) with { Fingers = fingers };
        }
        return TruncatedScan.At(values, logs, n, start.Index) is { } tail
            ? Fitted(values, n, tail) with { Fingers = fingers }
            : new PowerLawResult.Failed($"The {n - start.Index} eigenvalues of the tail are all {values[start.Index]}; a truncated power law needs 2 distinct ones.");
    }

    static PowerLawResult FromTruncated(double[] values, double[] logs, PowerLawOptions options)
    {
        double low = double.NegativeInfinity, high = double.PositiveInfinity;
        if (options.Kind == PowerLawKind.TruncatedAtPeak)
            (low, high) = SpectrumPeak.Range(values, options.PeakRangeOfWeightWatcher);
        return TruncatedScan.Best(values, logs, low, high) is { } tail
            ? Fitted(values, values.Length, tail)
            : new PowerLawResult.Failed(
                $"{values.Length} eigenvalues lie from {values[0]} to {values[^1]}; a truncated power law needs 2 distinct ones where its tail may begin"
                + (options.Kind == PowerLawKind.TruncatedAtPeak ? $" ({low} to {high})." : "."));
    }

    static PowerLawResult.Fitted Fitted(double[] values, int n, TruncatedTail tail) =>
        Fitted(values, n, tail.Index, tail.Alpha, tail.D, tail.Sigma) with { Lambda = tail.Lambda };

    // The fingers, beyond the first n, are spikes too.
    static PowerLawResult.Fitted Fitted(double[] values, int n, int index, double alpha, double d, double sigma)
    {
        double xmin = values[index];
        while (index > 0 && values[index - 1] == xmin)
            index--;
        return new PowerLawResult.Fitted(alpha, d, sigma, xmin, values[n - 1], values.Length - index);
    }
}
