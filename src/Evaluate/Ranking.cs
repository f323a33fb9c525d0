using System.Collections.Immutable;
using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Training;
using TransferPredict.Training.Scores;

namespace TransferPredict.Evaluate;

/// <summary>A target's sources, best first.</summary>
/// <param name="Target">The language to serve.</param>
/// <param name="Metric">The metric of the predictions.</param>
/// <param name="Sources">Every source that the scores have for the task and model, but the target itself and its variants.</param>
/// <param name="Suggested">The source whose measurement is worth most; null where that was not asked for, or none is worth anything.</param>
/// <param name="Caveats">What is not known, so that the ranking rests on less.</param>
sealed record Ranking(Language Target, string Metric, ImmutableArray<RankedSource> Sources, RankedSource? Suggested, ImmutableArray<string> Caveats)
{
    /// <summary>Ranks.</summary>
    /// <exception cref="InvalidDataException">The predictor does not know the task or model, or the target has no features.</exception>
    /// <exception cref="FileNotFoundException">There is no predictor, or no table of languages for the model.</exception>
    public static Ranking Of(
        ProjectRoot root, LanguageCatalog catalog, Language target, RankingRequest request, RankingQuestions questions, IJobProgress progress, CancellationToken cancellation)
    {
        Task<ScoreRow[]> measured = Task.Run(() => Measured(root, catalog, target, request)); // read beside the predictor
        using var candidates = RankingCandidates.Load(root, catalog, target, request, progress, cancellation);
        var answers = new RankingAnswers(candidates, catalog, questions);
        return Of(candidates, measured.GetAwaiter().GetResult().Where(s => s.Metric == candidates.Metric).ToLookup(s => s.Source.Code, s => s.Score), answers);
    }

    static Ranking Of(RankingCandidates candidates, ILookup<string, double> measured, RankingAnswers answers)
    {
        Language[] sources = [.. candidates.Sources.Select(s => s.Language)];
        var chosen = answers.Chosen.Select((c, i) => (c.Source, Place: i + 1, c.Expected)).ToDictionary(c => c.Source);
        int[] order = [.. Enumerable.Range(0, sources.Length).OrderByDescending(i => answers.Predicted[i]).ThenByDescending(i => answers.Means[i]).ThenBy(i => sources[i].Code, StringComparer.Ordinal)];
        ImmutableArray<RankedSource> ranked =
        [
            .. order.Select((i, place) =>
            {
                (double lower, double upper) = answers.Interval(i);
                (int Source, int Place, double Expected)? taken = chosen.TryGetValue(i, out var found) ? found : null;
                return new RankedSource(
                    place + 1, sources[i], answers.Predicted[i], lower, upper, measured.Contains(sources[i].Code) ? measured[sources[i].Code].Average() : null,
                    answers.Known(i), answers.Tied?[i], answers.Gains?[i], taken?.Place, taken?.Expected);
            }),
        ];
        return new Ranking(
            candidates.Language, candidates.Metric, ranked, ranked.Where(s => s.Gain > 0).OrderByDescending(s => s.Gain).FirstOrDefault(),
            [.. candidates.Caveats, .. answers.Caveats]);
    }

    static ScoreRow[] Measured(ProjectRoot root, LanguageCatalog catalog, Language target, RankingRequest request) =>
        [.. (Directory.Exists(root.Scores) ? ScoreFile.ReadTable(Directory.EnumerateFiles(root.Scores, "*.csv").Order(StringComparer.Ordinal), catalog, request.Task, request.Model).Runs : [])
            .Where(s => s.Target.Code == target.Code)];
}
