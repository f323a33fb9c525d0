namespace TransferPredict.Features.Spectra.PowerLaws;

/// <summary>What a comparison of two laws found: <see cref="Compared"/> or <see cref="Failed"/>.</summary>
public abstract record PowerLawComparisonResult
{
    PowerLawComparisonResult()
    {
    }

    /// <summary>Vuong's test.</summary>
    /// <param name="R">
    /// The logarithm of the likelihoods' ratio over its standard deviation: above 0 the power law fits better, below 0 its rival.
    /// Normally distributed about 0 where both are equally far from the truth.
    /// </param>
    /// <param name="P">The probability of an R this far from 0, on either side, where neither fits better; in [0, 1].</param>
    public sealed record Compared(double R, double P) : PowerLawComparisonResult;

    /// <summary>The laws cannot be told apart, or one has no likelihood.</summary>
    /// <param name="Reason">What was found.</param>
    public sealed record Failed(string Reason) : PowerLawComparisonResult;
}
