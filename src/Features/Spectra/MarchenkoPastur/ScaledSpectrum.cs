namespace TransferPredict.Features.Spectra.MarchenkoPastur;

/// <summary>Eigenvalues divided by their mean, and the way back.</summary>
sealed class ScaledSpectrum
{
    readonly double _mean;
    readonly double _ratio;

    ScaledSpectrum(double[] values, double mean, double ratio) => (Values, _mean, _ratio) = (values, mean, ratio);

    /// <summary>The eigenvalues over their mean, ascending.</summary>
    internal double[] Values { get; }

    /// <summary>Checks and scales eigenvalues; null when all are 0.</summary>
    internal static ScaledSpectrum? Create(ReadOnlySpan<double> eigenvalues, int larger, int smaller)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(smaller, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(larger, smaller);
        if (eigenvalues.IsEmpty || eigenvalues.Length % smaller != 0)
            SpectraThrow.PooledCount(eigenvalues.Length, larger, smaller, nameof(eigenvalues));

        double[] values = Spectrum.Ascending(eigenvalues, nameof(eigenvalues));
        double mean = Spectrum.Sum(values, nameof(eigenvalues)) / values.Length;
        if (mean == 0)
            return null;
        for (int i = 0; i < values.Length; i++)
            values[i] /= mean;
        return new ScaledSpectrum(values, mean, (double)larger / smaller);
    }

    /// <summary>How many values are at most <paramref name="edge"/>.</summary>
    internal int CountUpTo(double edge)
    {
        int low = 0, high = Values.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = Values[middle] <= edge ? (middle + 1, high) : (low, middle);
        }
        return low;
    }

    /// <summary>The result for a bulk of <paramref name="sigma"/> and spikes above <paramref name="edge"/>, both of scaled values.</summary>
    internal MarchenkoPasturResult Result(double sigma, double edge)
    {
        double bulkMax = MarchenkoPasturLaw.UpperEdge(sigma, _ratio);
        return new MarchenkoPasturResult.Fitted(
            sigma, MarchenkoPasturLaw.LowerEdge(sigma, _ratio) * _mean, bulkMax * _mean, edge * _mean, Values.Length - CountUpTo(edge),
            bulkMax / Values[^1], 1 / Math.Sqrt(_mean));
    }
}
