using System.Collections.Immutable;
using TransferPredict.Training.Probing;
using TransferPredict.Training.Scores;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Sets;

/// <summary>How well measured unions of sources are predicted from held-out predictions of their members (docs/rank.md).</summary>
/// <param name="Reports">The figures of <see cref="Model"/> first, then those of the simpler ways; unions of equally many sources of one target compete.</param>
/// <param name="LeftOut">Measured unions that hold a source of which there is no held-out prediction for the target (the target itself, or one never run alone), or of whose setting no other target is known.</param>
public sealed record UnionStudy(ImmutableArray<AccuracyReport> Reports, int LeftOut)
{
    /// <summary>The model of <see cref="SourceSets"/>: the expected score of the best member.</summary>
    public const string Model = "expected best member";

    /// <summary>The highest prediction among the members, as if it were known which is best.</summary>
    public const string BestPredicted = "best predicted member";

    /// <summary>The mean prediction of the members.</summary>
    public const string MeanPredicted = "mean of the members";

    /// <summary>The highest measured score among the members: what is known once each was run alone.</summary>
    public const string BestMeasured = "best measured member";

    /// <summary>Judges.</summary>
    /// <param name="rows">Measured pairs.</param>
    /// <param name="heldOut">A held-out prediction a row, in their order.</param>
    /// <param name="unions">Measured unions; those that differ in seed or size alone are averaged.</param>
    /// <param name="seed">Seed of the bootstrap over targets.</param>
    /// <returns>Without reports where no union can be judged.</returns>
    public static UnionStudy Run(TrainingRows rows, IReadOnlyList<Prediction> heldOut, IEnumerable<UnionRow> unions, int seed)
    {
        var errors = new ErrorsElsewhere(rows, heldOut);
        ILookup<string, int> byQuery = Enumerable.Range(0, rows.Count).ToLookup(rows.Query);
        List<(Prediction Model, Prediction Best, Prediction Mean, Prediction Measured)> judged = [];
        int leftOut = 0;
        foreach (IGrouping<(string Setting, string Code), UnionRow> target in unions.GroupBy(u => (Setting: $"{u.Model}|{u.Task}|{u.Metric}", u.Target.Code)).OrderBy(t => $"{t.Key.Setting}|{t.Key.Code}", StringComparer.Ordinal))
        {
            int[] query = [.. byQuery[$"{target.Key.Setting}|{target.Key.Code}"]];
            Dictionary<string, int> places = query.Select((row, i) => (rows.Sources[row], i)).ToDictionary(s => s.Item1, s => s.i);
            IGrouping<string, UnionRow>[] runs = [.. target.GroupBy(u => string.Join(SourceUnion.Separator, u.Sources.Shares.Select(s => s.Language.Code)))];
            IGrouping<string, UnionRow>[] known = [.. runs.Where(run => run.First().Sources.Shares.All(s => places.ContainsKey(s.Language.Code))).OrderBy(run => run.Key, StringComparer.Ordinal)];
            if (query.Length == 0 || !TargetBelief.CanCreate(errors.For(query), heldOut[query[0]].Target, [.. places.Keys]))
                known = [];
            leftOut += runs.Length - known.Length;
            if (known.Length == 0)
                continue;
            double[] predicted = [.. query.Select(row => heldOut[row].Predicted)];
            var draws = new ScoreDraws(TargetBelief.Create(errors.For(query), heldOut[query[0]].Target, [.. query.Select(row => rows.Sources[row])], predicted).Scores);
            foreach (IGrouping<string, UnionRow> run in known)
            {
                int[] members = [.. run.First().Sources.Shares.Select(s => places[s.Language.Code])];
                Prediction Of(double value) => new(
                    $"{target.Key.Setting}|{target.Key.Code}|{members.Length}", heldOut[query[0]].Target, run.Key, run.Average(u => u.Score), Math.Clamp(value, 0, 1));
                judged.Add((Of(draws.ExpectedBest(members)), Of(members.Max(m => predicted[m])), Of(members.Average(m => predicted[m])), Of(members.Max(m => heldOut[query[m]].Actual))));
            }
        }
        return new UnionStudy(judged.Count == 0 ? [] :
        [
            AccuracyReport.Of(Model, [.. judged.Select(j => j.Model)], seed), AccuracyReport.Of(BestPredicted, [.. judged.Select(j => j.Best)], seed),
            AccuracyReport.Of(MeanPredicted, [.. judged.Select(j => j.Mean)], seed), AccuracyReport.Of(BestMeasured, [.. judged.Select(j => j.Measured)], seed),
        ], leftOut);
    }
}
