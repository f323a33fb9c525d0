using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Spectra.Similarity;

/// <summary>
/// The eigenvalues of one language's WᵀW divided by their mean, ascending, with what comparisons need of them. The size of the
/// corpus and the scale of the embedding drop out.
/// </summary>
public sealed class NormalizedSpectrum
{
    /// <summary>Normalised eigenvalues below this count as this where logarithms are taken: far above rounding, far below data.</summary>
    public const double LogFloor = 1e-10;

    // Rounding to float32 moves the mean by 6e-8 at most.
    const double RestoredMean = 1e-6;

    readonly double[] _values;
    readonly double[] _density;
    readonly double[] _logSingularValues;

    NormalizedSpectrum(double[] values)
    {
        _values = values;
        _density = SpectralDensity.Compute(values);
        _logSingularValues = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
            _logSingularValues[i] = 0.5 * PortableMath.Log(Math.Max(values[i], LogFloor));
        (EffectiveRank, EffectiveConditionNumber) = EffectiveCondition(values);
    }

    /// <summary>Number of eigenvalues.</summary>
    public int Count => _values.Length;

    /// <summary>The eigenvalues over their mean, ascending: 0 or more, mean 1.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>The density on <see cref="SpectralDensity"/>'s grid.</summary>
    public ReadOnlySpan<double> Density => _density;

    /// <summary>Natural logarithms of the singular values √λ, ascending, with λ no smaller than <see cref="LogFloor"/>.</summary>
    public ReadOnlySpan<double> LogSingularValues => _logSingularValues;

    /// <summary>
    /// r* = floor(exp H), H the entropy of the singular values over their sum: 1 to <see cref="Count"/> (Roy and Vetterli 2007;
    /// Dubossarsky et al. 2020, section 2.1).
    /// </summary>
    public int EffectiveRank { get; }

    /// <summary>σ₁/σ_r*, the largest singular value over the one at the effective rank: 1 or more (Dubossarsky et al. 2020, section 2.1).</summary>
    public double EffectiveConditionNumber { get; }

    /// <summary>Normalises a spectrum.</summary>
    /// <param name="eigenvalues">Eigenvalues of WᵀW or a multiple of it, in any order; at least one above 0.</param>
    /// <exception cref="ArgumentException">No eigenvalues, all zero, one not finite or clearly negative.</exception>
    public static NormalizedSpectrum Create(ReadOnlySpan<double> eigenvalues)
    {
        double[] values = Spectrum.Ascending(eigenvalues, nameof(eigenvalues));
        double largest = values[^1];
        if (largest == 0)
            SpectraThrow.ZeroSpectrum(values.Length, nameof(eigenvalues));
        // Relative to the largest first: the sum can neither overflow nor vanish.
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
            sum += values[i] /= largest;
        double mean = sum / values.Length;
        for (int i = 0; i < values.Length; i++)
            values[i] /= mean;
        return new NormalizedSpectrum(values);
    }

    /// <summary>A spectrum that was normalised before, exactly as it was stored; null when the values are no such spectrum.</summary>
    /// <param name="normalized">Ascending from 0 up, with mean 1 but for the rounding of the store.</param>
    internal static NormalizedSpectrum? Restore(ReadOnlySpan<double> normalized)
    {
        double sum = 0, previous = 0;
        foreach (double value in normalized)
        {
            if (!(value >= previous && value <= double.MaxValue))
                return null;
            sum += previous = value;
        }
        return Math.Abs(sum - normalized.Length) <= RestoredMean * normalized.Length && sum > 0 ? new NormalizedSpectrum(normalized.ToArray()) : null;
    }

    static (int Rank, double Condition) EffectiveCondition(double[] ascending)
    {
        double sum = 0;
        foreach (double value in ascending)
            sum += Math.Sqrt(value);
        double entropy = 0;
        foreach (double value in ascending)
        {
            double share = Math.Sqrt(value) / sum;
            if (share > 0)
                entropy -= share * PortableMath.Log(share);
        }
        // k equal singular values have exp H = k exactly; rounding must not make it k - 1.
        int rank = Math.Clamp((int)Math.Floor(PortableMath.Exp(entropy) + 1e-9), 1, ascending.Length);
        return (rank, Math.Sqrt(ascending[^1] / ascending[^rank]));
    }
}
