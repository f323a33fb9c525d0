using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Training.LightGbm;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Predictor;

/// <summary>A trained predictor of zero-shot scores. Unchanging; any number of threads may predict with it.</summary>
/// <param name="Booster">The trees.</param>
/// <param name="Interval">How wide a 90 % interval is, from languages held out.</param>
/// <param name="Record">What it was trained on.</param>
public sealed record TransferPredictor(LightGbmBooster Booster, ConformalInterval Interval, TrainingRecord Record) : IDisposable
{
    /// <summary>Predicts the scores of one target for several sources.</summary>
    /// <param name="model">Name of the multilingual model.</param>
    /// <param name="task">The task.</param>
    /// <param name="sources">The sources.</param>
    /// <param name="target">The language to serve.</param>
    /// <returns>One prediction a source, in their order; scores in [0, 1].</returns>
    /// <exception cref="InvalidDataException">The target has no features at all: no counts, and not in the catalogue.</exception>
    public PredictedScore[] Predict(string model, string task, IReadOnlyList<LanguageProfile> sources, LanguageProfile target)
    {
        if (target.Corpus is null && !target.Language.IsListed)
            throw new InvalidDataException($"'{target.Language}' has no features: it has no counts for {model} and no row in data/languages.csv.");
        int columns = PredictorSchema.Current.Features.Length;
        float[] features = new float[sources.Count * columns];
        for (int i = 0; i < sources.Count; i++)
            Record.SourceEffects.Write(features.AsSpan(i * columns, columns), FeatureSchema.Values(sources[i], target), model, task, sources[i].Language.Code);
        double[] scores = Booster.Predict(new LightGbmMatrix(features, sources.Count, columns));
        return [.. scores.Select((score, i) => PredictedScore.Of(sources[i].Language, Math.Clamp(score, 0, 1), Interval))];
    }

    /// <summary>Frees the trees' native memory.</summary>
    public void Dispose() => Booster.Dispose();
}
