using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Spectra.PowerLaws;

/// <summary>The peak of a spectrum: the left edge of the fullest of 100 equal bins of log10 λ, the first of equals.</summary>
static class SpectrumPeak
{
    const int Bins = 100;
    const double Below = 0.95, Above = 1.5;

    /// <summary>Where a tail that begins at the peak may begin (WeightWatcher's fix_fingers='xmin_peak').</summary>
    /// <param name="values">Positive numbers, ascending, 1 or more.</param>
    /// <param name="logarithmBelow">Whether the lower end is replaced by its decimal logarithm, as in WeightWatcher.</param>
    internal static (double Low, double High) Range(ReadOnlySpan<double> values, bool logarithmBelow)
    {
        double peak = Of(values), low = Below * peak;
        return (logarithmBelow ? PortableMath.Log10(low) : low, Above * peak);
    }

    /// <summary>The peak's place.</summary>
    internal static double Of(ReadOnlySpan<double> values)
    {
        double first = PortableMath.Log10(values[0]), last = PortableMath.Log10(values[^1]);
        if (first == last) // one bin's worth on either side, as numpy.histogram has it
            (first, last) = (first - 0.5, last + 0.5);
        double step = (last - first) / Bins;
        int fullest = 0, most = 0, bin = 0, count = 0;
        foreach (double value in values)
        {
            double log = PortableMath.Log10(value);
            while (bin < Bins - 1 && log >= first + (bin + 1) * step)
            {
                bin++;
                count = 0;
            }
            if (++count > most)
                (fullest, most) = (bin, count);
        }
        return PortableMath.Exp((first + fullest * step) * PortableMath.Ln10);
    }
}
