using System.Collections.Concurrent;
using System.Collections.Immutable;
using TransferPredict.Features.Onnx.Weights;

namespace TransferPredict.Features.Languages;

/// <summary>
/// How far apart two samples of one language are, feature by feature, beside how far apart two languages are: a similarity can
/// tell languages apart only as far as the second exceeds the first.
/// </summary>
/// <param name="Languages">Languages measured: those whose text halves are long enough for a draw.</param>
/// <param name="Features">Features of the spectra.</param>
public sealed record NoiseFloor(int Languages, ImmutableArray<NoiseFloor.Feature> Features)
{
    /// <summary>One feature's medians.</summary>
    /// <param name="Name">Name of the feature.</param>
    /// <param name="Halves">Median over languages, between two random halves of one language's text.</param>
    /// <param name="Pairs">Median over all pairs of the same languages.</param>
    /// <param name="Distinct">Share of the pairs that lie farther apart than nine in ten halves do, in [0, 1].</param>
    public sealed record Feature(string Name, double Halves, double Pairs, double Distinct);

    /// <summary>Measures all languages that have counts.</summary>
    public static NoiseFloor Measure(
        MultilingualModel model, CorpusFolder corpora, LanguageProfiles profiles, int threads, Action<int> done, CancellationToken cancellation)
    {
        ConcurrentDictionary<string, float[]> halves = new(StringComparer.Ordinal);
        using WeightRows rows = new WeightReader(model.Weights.Model).OpenRows(model.TokenEmbedding);
        var meter = new SpectrumMeter(rows);
        int finished = 0;
        Parallel.ForEach(corpora.Languages, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, code =>
        {
            if (profiles[code] is { Corpus: { } corpus } profile)
                halves[code] = SplitHalves.Measure(meter, profile, corpus, cancellation);
            done(Interlocked.Increment(ref finished));
        });
        string[] languages = [.. halves.Keys.Order(StringComparer.Ordinal)];
        float[][] pairs = [.. languages.SelectMany(a => languages.Where(b => string.CompareOrdinal(a, b) < 0).Select(b => FeatureSchema.Values(profiles[a], profiles[b])))];
        return new NoiseFloor(languages.Length,
        [
            .. FeatureSchema.Definitions.Select((d, i) => (d, i)).Where(f => f.d.Family == "esd")
                .Select(f => Of(f.d.Name, [.. languages.Select(l => (double)halves[l][f.i])], [.. pairs.Select(p => (double)p[f.i])])),
        ]);
    }

    static Feature Of(string name, double[] halves, double[] pairs)
    {
        halves = [.. halves.Where(double.IsFinite).Order()];
        pairs = [.. pairs.Where(double.IsFinite).Order()];
        if (halves.Length == 0 || pairs.Length == 0)
            return new Feature(name, double.NaN, double.NaN, double.NaN);
        bool distance = Median(pairs) >= Median(halves); // a distance grows from halves to pairs, a similarity shrinks
        double limit = distance ? halves[(int)(0.9 * (halves.Length - 1))] : halves[(int)(0.1 * (halves.Length - 1))];
        return new Feature(name, Median(halves), Median(pairs), pairs.Count(p => distance ? p > limit : p < limit) / (double)pairs.Length);
    }

    static double Median(double[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}
