using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Spectra.Similarity;

/// <summary>
/// How alike the spectra of two languages are. All measures are symmetric: exchanging the two gives the same bits. docs/esd.md
/// says what each tells.
/// </summary>
public static class SpectrumSimilarity
{
    /// <summary>Two-sample Kolmogorov-Smirnov distance of the normalised eigenvalues, in [0, 1]: 0 for equal spectra.</summary>
    public static double KolmogorovSmirnov(NormalizedSpectrum first, NormalizedSpectrum second)
    {
        ReadOnlySpan<double> a = first.Values, b = second.Values;
        int i = 0, j = 0;
        long worst = 0;
        // Whole numbers until the end: |i/n - j/m| = |i m - j n|/(n m). Equal values step together.
        while (i < a.Length && j < b.Length)
        {
            double value = Math.Min(a[i], b[j]);
            while (i < a.Length && a[i] <= value)
                i++;
            while (j < b.Length && b[j] <= value)
                j++;
            worst = Math.Max(worst, Math.Abs((long)i * b.Length - (long)j * a.Length));
        }
        return worst / ((double)a.Length * b.Length);
    }

    /// <summary>Pearson correlation of the two densities over the points of the grid, in [-1, 1].</summary>
    public static double DensityPearson(NormalizedSpectrum first, NormalizedSpectrum second) =>
        Pearson(first.Density, second.Density)!.Value; // never flat: with mean 1, at most 0.3 % lies above 10^2.5

    /// <summary>Cosine of the two densities over the points of the grid, in [0, 1].</summary>
    public static double DensityCosine(NormalizedSpectrum first, NormalizedSpectrum second) => Cosine(first.Density, second.Density);

    /// <summary>
    /// Pearson correlation of the sorted normalised eigenvalues, in [-1, 1] and in practice near 1, since sorted sequences
    /// always rise together; null where all eigenvalues of a language are equal.
    /// </summary>
    /// <exception cref="ArgumentException">The spectra differ in length.</exception>
    public static double? SortedPearson(NormalizedSpectrum first, NormalizedSpectrum second)
    {
        CheckCounts(first, second);
        return Pearson(first.Values, second.Values);
    }

    /// <summary>Cosine of the sorted normalised eigenvalues, in [0, 1].</summary>
    /// <exception cref="ArgumentException">The spectra differ in length.</exception>
    public static double SortedCosine(NormalizedSpectrum first, NormalizedSpectrum second)
    {
        CheckCounts(first, second);
        return Cosine(first.Values, second.Values);
    }

    /// <summary>
    /// The combined measure exp(-(w₁·D + w₂·(1 - r) + w₃·(1 - c))), in (0, 1]: 1 for equal spectra. Only weights in the hundreds
    /// make it so small that it is rounded to 0.
    /// </summary>
    /// <param name="ks">K-S distance D, in [0, 1].</param>
    /// <param name="pearson">Pearson correlation r, in [-1, 1].</param>
    /// <param name="cosine">Cosine c, in [-1, 1].</param>
    /// <param name="weights">The weights.</param>
    /// <exception cref="ArgumentOutOfRangeException">A measure is outside its range.</exception>
    public static double Combined(double ks, double pearson, double cosine, CombinedWeights weights)
    {
        CheckRange(ks, 0, 1, nameof(ks));
        CheckRange(pearson, -1, 1, nameof(pearson));
        CheckRange(cosine, -1, 1, nameof(cosine));
        return PortableMath.Exp(-(weights.Ks * ks + weights.Pearson * (1 - pearson) + weights.Cosine * (1 - cosine)));
    }

    /// <summary>
    /// Singular value gap Σᵢ (ln σᵢ - ln σ'ᵢ)² of the sorted singular values, 0 or more (Dubossarsky et al., "The Secret is in
    /// the Spectra", EMNLP 2020, section 2.1), here of the normalised spectra: the scale of a matrix does not count.
    /// </summary>
    /// <exception cref="ArgumentException">The spectra differ in length.</exception>
    public static double SingularValueGap(NormalizedSpectrum first, NormalizedSpectrum second)
    {
        CheckCounts(first, second);
        ReadOnlySpan<double> a = first.LogSingularValues, b = second.LogSingularValues;
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }

    /// <summary>ECOND-HM: harmonic mean of the two effective condition numbers, 1 or more (Dubossarsky et al. 2020, section 2.1).</summary>
    public static double EffectiveConditionHarmonicMean(NormalizedSpectrum first, NormalizedSpectrum second)
    {
        double a = first.EffectiveConditionNumber, b = second.EffectiveConditionNumber;
        return 2 / (1 / a + 1 / b);
    }

    static double? Pearson(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        if (a.IndexOfAnyExcept(a[0]) < 0 || b.IndexOfAnyExcept(b[0]) < 0)
            return null;
        double meanA = 0, meanB = 0;
        for (int i = 0; i < a.Length; i++)
        {
            meanA += a[i];
            meanB += b[i];
        }
        meanA /= a.Length;
        meanB /= b.Length;
        double ab = 0, aa = 0, bb = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double x = a[i] - meanA, y = b[i] - meanB;
            ab += x * y;
            aa += x * x;
            bb += y * y;
        }
        return Quotient(ab, aa, bb);
    }

    static double Cosine(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double ab = 0, aa = 0, bb = 0;
        for (int i = 0; i < a.Length; i++)
        {
            ab += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        return Quotient(ab, aa, bb);
    }

    // One root of the product, so that a sequence with itself gives exactly 1; rounding never leaves [-1, 1].
    static double Quotient(double ab, double aa, double bb) => Math.Clamp(ab / Math.Sqrt(aa * bb), -1, 1);

    static void CheckCounts(NormalizedSpectrum first, NormalizedSpectrum second)
    {
        if (first.Count != second.Count)
            SpectraThrow.UnequalCounts(first.Count, second.Count, nameof(second));
    }

    static void CheckRange(double value, double low, double high, string parameter)
    {
        if (!(value >= low && value <= high))
            SpectraThrow.OutOfRange(value, low, high, parameter);
    }
}
