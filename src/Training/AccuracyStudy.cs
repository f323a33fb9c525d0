using System.Collections.Immutable;
using TransferPredict.Training.Probing;
using TransferPredict.Training.Validation;
using TransferPredict.Training.Validation.Baselines;

namespace TransferPredict.Training;

/// <summary>The predictor beside everything it must beat, on the same held-out rows.</summary>
/// <param name="Splitter">How rows were held out.</param>
/// <param name="Predictions">The predictor's, in the order of <see cref="Rows"/>, with the intervals that the other targets promise.</param>
/// <param name="Reports">
/// The predictor's figures first, then, where scores of the target are known (probes, or a split that leaves some), its figures without them, its figures without families of features, then the baselines' where they were asked for; where seeds were repeated, last the
/// noise ceiling's and before it the predictor's on those very pairs, which are the only figures that compare with it.
/// </param>
public sealed record AccuracyStudy(Splitter Splitter, ImmutableArray<Prediction> Predictions, ImmutableArray<AccuracyReport> Reports)
{
    /// <summary>How the name of the predictor ends where its figures are over the noise ceiling's pairs.</summary>
    public const string OnCeilingPairs = " (ceiling's pairs)";

    /// <summary>What was asked for.</summary>
    public required StudyOptions Options { get; init; }

    /// <summary>The rows that are judged: those of the table without the probes.</summary>
    public required TrainingRows Rows { get; init; }

    /// <summary>Queries of which no probe was measured, which are predicted without; none where no probes were asked for.</summary>
    public required int QueriesWithoutProbe { get; init; }

    /// <summary>What the families of features that were left out in turn are worth.</summary>
    public required ImmutableArray<Ablation> Ablations { get; init; }

    /// <summary>The figures over several seeds; null where one was asked for.</summary>
    public required SeedSpread? Seeds { get; init; }

    /// <summary>The same reports for every model, task and metric by itself; one entry where there is one.</summary>
    public required ImmutableArray<SettingReport> Settings { get; init; }

    /// <summary>The predictor's own figures.</summary>
    public AccuracyReport Headline => Reports[0];

    /// <summary>Runs the predictor, and the baselines unless they are left out, through the same splits.</summary>
    /// <param name="regressor">The predictor.</param>
    /// <param name="table">Measured pairs.</param>
    /// <param name="splitter">How rows are held out.</param>
    /// <param name="seed">Seed of the bootstrap, of inner folds and of the LambdaRank reference.</param>
    /// <param name="threads">Folds at a time; the result does not depend on it.</param>
    /// <param name="progress">Where it tells how far it has come; nowhere when null.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <param name="options">What is asked for beside the plain figures; nothing when null.</param>
    /// <exception cref="InvalidDataException">There are fewer than two groups to hold out, or the probes reveal nothing or leave nothing to judge.</exception>
    public static AccuracyStudy Run(
        IRegressor regressor, TrainingTable table, Splitter splitter, int seed, int threads, IJobProgress? progress = null, CancellationToken cancellation = default,
        StudyOptions? options = null)
    {
        StudyOptions asked = options ?? new StudyOptions();
        ILookup<bool, int> revealed = Enumerable.Range(0, table.Rows.Count).ToLookup(i => asked.Probes.Contains(table.Rows.Sources[i]));
        RequireProbes(asked, splitter, table.Rows, revealed);
        bool probed = !asked.Probes.IsEmpty, conditioned = probed || !splitter.HoldsQueries;
        IRegressor Told(IRegressor plain) => probed ? new ProbedRegressor(plain, seed) : conditioned ? new OtherScoresRegressor(plain, seed) : plain;
        IRegressor headline = Told(regressor);
        IRegressor[][] without = [.. asked.Without.Select(families => asked.OtherSeeds.Prepend(regressor).Select(r => Told(Ablation.Regressor(r, families, table.Rows))).ToArray())];
        IRegressor[] compared = [.. conditioned ? [regressor] : (IRegressor[])[], .. without.Select(seeds => seeds[0]), .. asked.Baselines ? Baselines(table, seed) : []];
        IRegressor[] reseeded = [.. asked.OtherSeeds.Select(Told)];
        ImmutableArray<int> kept = [.. revealed[false]];
        HashSet<int> told = [.. revealed[true]];
        IRegressor[] regressors = [headline, .. compared, .. reseeded, .. without.SelectMany(seeds => seeds[1..])];
        Dictionary<IRegressor, ImmutableArray<Prediction>> held = new(
            regressors.Zip(
                Stage($"Testing ({splitter.Title})", splitter.Split(table.Rows.Groups).Length,
                    done => CrossValidation.Run(regressors, table.Rows, splitter, threads, done, cancellation, probed ? told.Contains : null)),
                (r, p) => KeyValuePair.Create(r, kept.Select(i => p[i]).ToImmutableArray())), ReferenceEqualityComparer.Instance);
        TrainingRows rows = table.Rows.Select(kept);
        ImmutableArray<ImmutableArray<double>> repeated = [.. kept.Select(i => table.Repeated[i])];

        ImmutableArray<Prediction> predictions = ConformalInterval.Across(held[headline], asked.Level);
        ImmutableArray<ImmutableArray<Prediction>> ofSeeds = [predictions, .. reseeded.Select(r => ConformalInterval.Across(held[r], asked.Level))];
        List<(string Name, IReadOnlyList<Prediction> Predictions)> all = [(headline.Name, predictions)];
        foreach (IRegressor other in compared)
            all.Add((other.Name, other is AlwaysEnglish ? AlwaysEnglish.WhereItCompetes(held[other]).Kept : held[other]));
        if (NoiseCeiling.Predictions(rows, repeated) is { Length: > 0 } ceiling)
        {
            all.Add((headline.Name + OnCeilingPairs, OnRepeatedPairs(predictions, repeated)));
            all.Add((NoiseCeiling.Name, ceiling));
        }
        AccuracyReport[] reports = Stage("Figures and their intervals", all.Count, done => ReportsOf(all, seed, threads, done, cancellation));
        HashSet<string> toldQueries = [.. told.Select(table.Rows.Query)];
        return new AccuracyStudy(splitter, predictions, [.. reports.Where(r => r.Rows > 0)])
        {
            Options = asked,
            Rows = rows,
            Ablations = asked.Without.IsEmpty ? [] : Stage("What families of features add", asked.Without.Length, done => asked.Without.Select((families, i) =>
            {
                var ablation = Ablation.Of(families, ofSeeds, [.. without[i].Select(r => held[r])], seed);
                done(i + 1);
                return ablation;
            }).ToImmutableArray()),
            Seeds = reseeded.Length == 0 ? null : SeedSpread.Of(ofSeeds.Cast<IReadOnlyCollection<Prediction>>()),
            Settings = Stage("Figures by model and task", all.Count * rows.Groups.Select(g => g.Setting).Distinct().Count(), done => SettingReport.Of(all, seed, threads, done, cancellation)),
            QueriesWithoutProbe = probed ? kept.Select(table.Rows.Query).Distinct().Count(q => !toldQueries.Contains(q)) : 0,
        };

        T Stage<T>(string title, int total, Func<Action<int>, T> work) => progress is null ? work(_ => { }) : progress.Run(title, total, work);
    }

    static AccuracyReport[] ReportsOf(
        IReadOnlyList<(string Name, IReadOnlyList<Prediction> Predictions)> ways, int seed, int threads, Action<int> done, CancellationToken cancellation)
    {
        AccuracyReport[] reports = new AccuracyReport[ways.Count];
        int finished = 0;
        Parallel.For(0, ways.Count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, i =>
        {
            reports[i] = AccuracyReport.Of(ways[i].Name, ways[i].Predictions, seed);
            done(Interlocked.Increment(ref finished));
        });
        return reports;
    }

    static void RequireProbes(StudyOptions asked, Splitter splitter, TrainingRows rows, ILookup<bool, int> revealed)
    {
        if (asked.Probes.IsEmpty)
            return;
        string probes = string.Join(", ", asked.Probes), unknown = string.Join(", ", asked.Probes.Except(rows.Sources));
        if (!splitter.HoldsQueries)
            throw new InvalidDataException($"{splitter.Name} learns from other scores of the same target; probes ({probes}) expect a split that holds whole targets or models out.");
        if (unknown.Length > 0)
            throw new InvalidDataException($"The scores have no row whose source is {unknown}; expected probes that they have.");
        if (!revealed.Contains(false))
            throw new InvalidDataException($"The scores have no other sources than {probes}; expected some to judge by.");
    }

    static IEnumerable<IRegressor> Baselines(TrainingTable table, int seed) =>
    [
        new MeanScore(), new SourceMean(), new AlwaysEnglish(), new LambdaRankReference(seed),
        .. table.Rows.FeatureNames.Where(DependsOnPair).Select(n => new SingleFeature(n)),
    ];

    /// <summary>The predictor's predictions of the first seed's scores, on the pairs that were measured twice.</summary>
    static Prediction[] OnRepeatedPairs(ImmutableArray<Prediction> predictions, ImmutableArray<ImmutableArray<double>> repeated) =>
    [
        .. Enumerable.Range(0, predictions.Length).Where(i => repeated[i].Length > 1)
            .Select(i => predictions[i] with { Actual = repeated[i][0], Lower = null, Upper = null }),
    ];

    /// <summary>Whether a feature differs between the sources of one target; one that does not cannot rank them.</summary>
    static bool DependsOnPair(string feature) => !feature.EndsWith("_target", StringComparison.Ordinal);
}
