
namespace TransferPredict.Features.Languages;

/// <summary>A language compared with itself: the features between two random halves of its text.</summary>
public static class SplitHalves
{
    /// <summary>The features in the schema's order; NaN where a half is smaller than a draw.</summary>
    public static float[] Measure(SpectrumMeter meter, LanguageProfile profile, LanguageCorpus corpus, CancellationToken cancellation)
    {
        string code = profile.Language.Code;
        (SparseCounts first, SparseCounts second) = TokenDraws.Halves(corpus.Tokens, code);
        LanguageProfile Half(string name, SparseCounts tokens) =>
            profile with { Corpus = new LanguageCorpus(tokens, null, null), Spectrum = meter.Measure($"{code}/{name}", tokens, cancellation) };
        return FeatureSchema.Values(Half("first", first), Half("second", second));
    }
}
