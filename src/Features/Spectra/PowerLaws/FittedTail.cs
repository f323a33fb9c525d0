namespace TransferPredict.Features.Spectra.PowerLaws;

/// <summary>The eigenvalues that a fit took, found again from the spectrum and the fit's ends.</summary>
static class FittedTail
{
    /// <summary>The eigenvalues above the threshold and up to the fit's Xmax, ascending, and how many at the end are its tail.</summary>
    internal static (double[] Values, int Tail) Split(ReadOnlySpan<double> eigenvalues, PowerLawResult.Fitted fitted, string parameter)
    {
        double[] values = Spectrum.AscendingAbove(eigenvalues, PowerLawFit.Threshold, parameter);
        int end = values.Length;
        while (end > 0 && values[end - 1] > fitted.Xmax)
            end--;
        int start = end;
        while (start > 0 && values[start - 1] >= fitted.Xmin)
            start--;
        if (end - start < 2)
            PowerLawThrow.OtherSpectrum(end - start, fitted, parameter);
        return (values[..end], end - start);
    }
}
