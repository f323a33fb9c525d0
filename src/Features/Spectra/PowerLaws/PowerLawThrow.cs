using System.Diagnostics.CodeAnalysis;

namespace TransferPredict.Features.Spectra.PowerLaws;

/// <summary>Every defect of what the power-law functions are given, one method each.</summary>
static class PowerLawThrow
{
    [DoesNotReturn]
    internal static void NegativeCount(int count, string parameter) => throw new ArgumentException(
        $"{nameof(PowerLawOptions.WithoutLargest)} is {count}; 0 or more eigenvalues to leave out were expected.", parameter);

    [DoesNotReturn]
    internal static void ClippedTwice(int count, string parameter) => throw new ArgumentException(
        $"The {count} largest eigenvalues were to be left out and fingers to be clipped; one of the two was expected.", parameter);

    [DoesNotReturn]
    internal static void ClippedAtPeak(string parameter) => throw new ArgumentException(
        $"Fingers were to be clipped from a {PowerLawKind.TruncatedAtPeak} fit; a {PowerLawKind.PowerLaw} or {PowerLawKind.Truncated} fit was expected.",
        parameter);

    [DoesNotReturn]
    internal static void Start(double xmin, string parameter) =>
        throw new ArgumentOutOfRangeException(parameter, xmin, "A finite number above 0 was expected as the tail's start.");

    [DoesNotReturn]
    internal static void OtherSpectrum(int found, PowerLawResult.Fitted fitted, string parameter) => throw new ArgumentException(
        $"{found} of the eigenvalues lie from the fit's xmin {fitted.Xmin} to its xmax {fitted.Xmax}; a fit of these eigenvalues has at least 2.", parameter);

    [DoesNotReturn]
    internal static void TruncatedGoodness(double lambda, string parameter) => throw new ArgumentException(
        $"The fit is a truncated power law (Lambda {lambda}); the bootstrap draws from a pure power law, so a fit without Lambda was expected.", parameter);
}
