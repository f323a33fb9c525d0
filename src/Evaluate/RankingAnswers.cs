using System.Collections.Immutable;
using TransferPredict.Features.Languages;
using TransferPredict.Training.CommandLine;
using TransferPredict.Training.Probing;
using TransferPredict.Training.Scores;
using TransferPredict.Training.Sets;
using TransferPredict.Training.Validation;

namespace TransferPredict.Evaluate;

/// <summary>Everything a ranking tells of its sources, in their order: from predictions, held-out errors and known scores.</summary>
sealed class RankingAnswers
{
    readonly ConformalInterval _interval;
    readonly Dictionary<int, double> _known = [];

    /// <summary>Answers.</summary>
    /// <exception cref="BadCommandException">A known source is none of those ranked, or more are to be chosen than there are.</exception>
    /// <exception cref="InvalidDataException">The predictor has no held-out errors.</exception>
    public RankingAnswers(RankingCandidates candidates, LanguageCatalog catalog, RankingQuestions questions)
    {
        // What is asked for is checked before the target's text is read, which takes seconds.
        foreach (KnownScore known in questions.Known)
            Add(candidates, catalog, known);
        if (questions.Choose > candidates.Sources.Count)
            throw new BadCommandException($"--choose is {questions.Choose}; found {candidates.Sources.Count} sources of {candidates.Language.Code}, expected at most that many.");

        string[] sources = [.. candidates.Sources.Select(s => s.Language.Code)];
        string target = candidates.Language.Iso6393;
        SettingErrors? errors = candidates.Errors?.Settings.GetValueOrDefault(candidates.Setting);
        if (errors is null || !TargetBelief.CanCreate(errors, target, sources))
        {
            if (questions.NeedsErrors(candidates.Calibrated.Level) is { } option)
                throw candidates.NoErrors(option);
            Predicted = [.. candidates.Predict().Select(p => p.Score)];
            (Means, _interval) = (Predicted, candidates.Calibrated);
            Caveats = [$"The predictor has no errors on held-out {(errors is null ? "targets" : "targets other than this one")} (residuals.json): which sources are tied is not known."];
            return;
        }
        TargetBelief belief = TargetBelief.Create(errors, target, sources, [.. candidates.Predict().Select(p => p.Score)]);
        ScoreBelief scores = belief.Scores.Given(_known.Select(k => new Probe(k.Key, k.Value)));
        _interval = _known.Count > 0 ? belief.Interval([.. _known.Keys], questions.Level)
            : candidates.IntervalAt(questions.Level);
        if (_interval.IsWholeRange)
            Caveats = [$"Held-out errors of {Cells.Count(_interval.Languages, "language")} are too few to promise an interval narrower than [0, 1] at this level: {ConformalInterval.LanguagesNeeded(questions.Level)} are needed."];
        Means = scores.Mean;
        Predicted = [.. scores.Mean.Select((m, i) => Known(i) ?? ScoreRange.Into(m))];
        Tied = TopTies.Find(scores, questions.Level);
        Gains = questions.Suggest ? KnowledgeGradient.Gains(scores) : null;
        Chosen = questions.Choose is { } count ? [.. SourceSets.Choose(scores, count).Select(c => c with { Expected = Math.Clamp(c.Expected, 0, 1) })] : [];
    }

    /// <summary>The predicted score of each source, in [0, 1].</summary>
    public double[] Predicted { get; }

    /// <summary>The same before they are brought into [0, 1], which sources are ordered and tied by.</summary>
    public IReadOnlyList<double> Means { get; }

    /// <summary>Which sources cannot be told from the best; null without held-out errors.</summary>
    public bool[]? Tied { get; }

    /// <summary>What the measurement of each is worth; null where it was not asked for.</summary>
    public double[]? Gains { get; }

    /// <summary>The sources chosen together, in order.</summary>
    public ImmutableArray<ChosenSource> Chosen { get; } = [];

    /// <summary>What is not known.</summary>
    public ImmutableArray<string> Caveats { get; } = [];

    /// <summary>The known score of a source; null where there is none.</summary>
    public double? Known(int source) => _known.TryGetValue(source, out double score) ? score : null;

    /// <summary>The interval around a prediction; nothing but itself around a known score.</summary>
    public (double Lower, double Upper) Interval(int source) => Known(source) is { } known ? (known, known) : _interval.Around(Predicted[source]);

    void Add(RankingCandidates candidates, LanguageCatalog catalog, KnownScore known)
    {
        string code = catalog.TryResolve(known.Source, out Language? language) ? language.Code : known.Source;
        if (candidates.PlaceOf(code) is not { } place)
        {
            _ = language ?? catalog.Resolve(known.Source); // names the nearest known languages
            throw new BadCommandException(
                $"--known {known.Source}: found no scores from {language!.Name} ({code}) in {candidates.Setting}, or it is a variety of the target; "
                + $"expected one of the {candidates.Sources.Count} sources that `rank {candidates.Language.Code}` lists.");
        }
        if (!_known.TryAdd(place, known.Score))
            throw new BadCommandException($"--known {known.Source}: found {code} twice, expected each source once.");
    }
}
