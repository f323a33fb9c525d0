using System.Collections.Immutable;
using TransferPredict.Features.Spectra;
using TransferPredict.Features.Spectra.Similarity;

namespace TransferPredict.Features.Languages;

/// <summary>What a language's embedding rows look like in one model, averaged over seeded draws.</summary>
/// <param name="Token">Spectrum of the view by token; null where the text has fewer tokens than a draw.</param>
/// <param name="Type">Spectrum of the view by type; null where too few tokens are used twice.</param>
/// <param name="Metrics">
/// Mean of each <see cref="LanguageMetric"/> over the draws by token, in the order of the enumeration; NaN where no draw has it.
/// </param>
/// <param name="Spread">Standard deviation of the same over the draws (the root of the mean squared deviation), 0 or more.</param>
public sealed record LanguageSpectrum(
    NormalizedSpectrum? Token, NormalizedSpectrum? Type, ImmutableArray<float> Metrics, ImmutableArray<float> Spread)
{
    /// <summary>The mean of one metric; NaN where there is none.</summary>
    public double this[LanguageMetric metric] => Metrics[(int)metric];
}
