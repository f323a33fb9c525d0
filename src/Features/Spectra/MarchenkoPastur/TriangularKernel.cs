namespace TransferPredict.Features.Spectra.MarchenkoPastur;

/// <summary>A kernel density estimate with the triangular kernel, exact, by sums over runs of sorted data.</summary>
static class TriangularKernel
{
    /// <summary>f(x) = 1/(n h) Σᵢ max(0, 1 - |x - dᵢ|/h) at each of <paramref name="places"/>.</summary>
    /// <param name="ascending">The data dᵢ.</param>
    /// <param name="bandwidth">The half width h of the kernel, above 0.</param>
    /// <param name="places">Where, ascending.</param>
    /// <param name="densities">Takes a value for each place.</param>
    internal static void Density(ReadOnlySpan<double> ascending, double bandwidth, ReadOnlySpan<double> places, Span<double> densities)
    {
        double[] sums = new double[ascending.Length + 1];
        for (int i = 0; i < ascending.Length; i++)
            sums[i + 1] = sums[i] + ascending[i];

        double height = 1 / (ascending.Length * bandwidth * bandwidth);
        int first = 0, middle = 0, end = 0;
        for (int k = 0; k < places.Length; k++)
        {
            double x = places[k];
            while (first < ascending.Length && ascending[first] <= x - bandwidth)
                first++;
            while (middle < ascending.Length && ascending[middle] <= x)
                middle++;
            while (end < ascending.Length && ascending[end] < x + bandwidth)
                end++;
            double rising = (middle - first) * (bandwidth - x) + (sums[middle] - sums[first]);
            double falling = (end - middle) * (bandwidth + x) - (sums[end] - sums[middle]);
            densities[k] = height * (rising + falling);
        }
    }
}
