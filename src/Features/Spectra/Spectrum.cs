namespace TransferPredict.Features.Spectra;

/// <summary>Checks that all functions of a spectrum share.</summary>
static class Spectrum
{
    // Eigenvalues of WᵀW carry rounding errors of about order * 2e-16 * the largest: below zero by that much means 0.
    const double RoundingShare = 1e-9;

    /// <summary>The eigenvalues above a threshold, ascending, in a new array.</summary>
    internal static double[] AscendingAbove(ReadOnlySpan<double> eigenvalues, double threshold, string parameter)
    {
        CheckFinite(eigenvalues, parameter);
        double[] kept = new double[eigenvalues.Length];
        int count = 0;
        foreach (double value in eigenvalues)
        {
            if (value > threshold)
                kept[count++] = value;
        }
        Array.Resize(ref kept, count);
        Array.Sort(kept);
        return kept;
    }

    /// <summary>All eigenvalues of a positive semidefinite matrix, ascending, in a new array; rounding below zero is cut off.</summary>
    internal static double[] Ascending(ReadOnlySpan<double> eigenvalues, string parameter)
    {
        if (eigenvalues.IsEmpty)
            SpectraThrow.NoEigenvalues(parameter);
        CheckFinite(eigenvalues, parameter);
        double largest = 0;
        foreach (double value in eigenvalues)
            largest = Math.Max(largest, value);
        double[] values = eigenvalues.ToArray();
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] < -RoundingShare * largest)
                SpectraThrow.Negative(values[i], i, largest, parameter);
            if (values[i] <= 0)
                values[i] = 0; // no negative zero either
        }
        Array.Sort(values);
        return values;
    }

    /// <summary>The sum in the order given.</summary>
    internal static double Sum(ReadOnlySpan<double> values, string parameter)
    {
        double sum = 0;
        foreach (double value in values)
            sum += value;
        if (!double.IsFinite(sum))
            SpectraThrow.TooLarge(sum, parameter);
        return sum;
    }

    static void CheckFinite(ReadOnlySpan<double> values, string parameter)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
                SpectraThrow.NotFinite(values[i], i, parameter);
        }
    }
}
