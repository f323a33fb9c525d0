using System.Collections.Immutable;
using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Training.LightGbm;
using TransferPredict.Training.Probing;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Predictor;

/// <summary>A trained predictor of zero-shot scores. Unchanging; any number of threads may predict with it.</summary>
/// <param name="Boosters">The trees.</param>
/// <param name="Intervals">"model|task|metric" to how wide the interval of the calibrated level is there, from languages held out.</param>
/// <param name="Record">What it was trained on.</param>
public sealed record TransferPredictor(PredictorBoosters Boosters, ImmutableSortedDictionary<string, ConformalInterval> Intervals, TrainingRecord Record) : IDisposable
{
    /// <summary>Its errors on targets held out, read when first asked for; null where they were not kept.</summary>
    public Lazy<HeldOutErrors?> Errors { get; init; } = new((HeldOutErrors?)null);

    static int Columns => PredictorSchema.Current.Features.Length;

    /// <summary>Predicts the scores of one target for several sources.</summary>
    /// <param name="setting">Model, task and metric, as <see cref="PairGroups.Setting"/> has them.</param>
    /// <param name="sources">The sources.</param>
    /// <param name="target">The language to serve.</param>
    /// <returns>One prediction a source, in their order; scores in [0, 1].</returns>
    /// <exception cref="InvalidDataException">The target has no features at all: no counts, and not in the catalogue.</exception>
    public PredictedScore[] Predict(string setting, IReadOnlyList<LanguageProfile> sources, LanguageProfile target)
    {
        double[] scores = Boosters.Predict(Features(setting, sources, target), Record.SettingScales.Of(setting));
        return [.. scores.Select((score, i) => PredictedScore.Of(sources[i].Language, score, Intervals[setting]))];
    }

    /// <summary>Takes apart the prediction of one source against the average source of the target.</summary>
    /// <param name="setting">Model, task and metric, as <see cref="PairGroups.Setting"/> has them.</param>
    /// <param name="sources">The sources of the target.</param>
    /// <param name="place">Place of the source to explain among them.</param>
    /// <param name="target">The language to serve.</param>
    /// <exception cref="InvalidDataException">The target has no features at all: no counts, and not in the catalogue.</exception>
    public Explanation Explain(string setting, IReadOnlyList<LanguageProfile> sources, int place, LanguageProfile target) =>
        Explain(setting, sources, target)[place];

    /// <summary>Takes apart the predictions of all sources, in their order, against the average of them.</summary>
    /// <inheritdoc cref="Explain(string, IReadOnlyList{LanguageProfile}, int, LanguageProfile)"/>
    public ImmutableArray<Explanation> Explain(string setting, IReadOnlyList<LanguageProfile> sources, LanguageProfile target)
    {
        float[] values = Features(setting, sources, target);
        SettingScale scale = Record.SettingScales.Of(setting);
        double[] blended = Boosters.Predict(values, scale), own = Boosters.Levelled(values, scale);
        if (sources.Count == 0)
            return [];
        double[] contributions = Boosters.Scores.PredictContributions(new LightGbmMatrix(values, sources.Count, Columns));
        double[] averages = new double[Columns];
        for (int column = 0; column < Columns; column++)
            for (int source = 0; source < sources.Count; source++)
                averages[column] += contributions[source * (Columns + 1) + column] / sources.Count;
        return
        [
            .. sources.Select((source, place) => new Explanation(
                PredictedScore.Of(source.Language, blended[place], Intervals[setting]), blended.Count(score => score > blended[place]) + 1, own.Average(), blended[place] - own[place],
                [
                    .. averages.Select((average, column) => new Reason(
                        Boosters.Scores.FeatureNames[column], values[place * Columns + column], scale.Deviation * (contributions[place * (Columns + 1) + column] - average),
                        Share(other => values[other * Columns + column] < values[place * Columns + column]),
                        Share(other => values[other * Columns + column] > values[place * Columns + column]),
                        Share(other => other != place && float.IsNaN(values[other * Columns + column])))),
                ])),
        ];

        double Share(Func<int, bool> holds) => Enumerable.Range(0, sources.Count).Count(holds) / Math.Max(1.0, sources.Count - 1);
    }

    /// <summary>The columns of each source, row after row.</summary>
    float[] Features(string setting, IReadOnlyList<LanguageProfile> sources, LanguageProfile target)
    {
        if (target.Corpus is null && !target.Language.IsListed)
            throw new InvalidDataException($"'{target.Language}' has no features: it has no counts for {setting[..setting.IndexOf('|', StringComparison.Ordinal)]} and no row in data/languages.csv.");
        var learned = new LearnedFeatures(Record.SourceEffects, Record.NearTargets, Record.SettingScales);
        Neighbourhood? near = learned.Near.Around(setting, TargetFacts.Of(target.Language));
        float[] features = new float[sources.Count * Columns];
        for (int i = 0; i < sources.Count; i++)
        {
            Span<float> row = features.AsSpan(i * Columns, Columns);
            FeatureSchema.Values(sources[i], target).CopyTo(row);
            learned.Write(row[^LearnedFeatures.Names.Length..], setting, sources[i].Language.Code, near);
        }
        return features;
    }

    /// <summary>Frees the trees' native memory.</summary>
    public void Dispose() => Boosters.Dispose();
}
