using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Probing;

/// <summary>How often the sources that rank calls tied at the top (<see cref="TopTies"/>) hold the truly best one, on targets held out.</summary>
/// <param name="Held">Share of the queries whose best source (one of them, where several are) is among the tied; bootstrap over targets.</param>
/// <param name="Tied">Mean number of tied sources.</param>
/// <param name="Sources">Mean number of sources.</param>
/// <param name="Queries">Queries with two sources or more.</param>
public sealed record TieStudy(Figure Held, double Tied, double Sources, int Queries)
{
    /// <summary>Judges.</summary>
    /// <param name="rows">Measured pairs.</param>
    /// <param name="heldOut">A held-out prediction a row, in their order.</param>
    /// <param name="level">How sure it must be that a source is worse, in (0, 1).</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    /// <param name="threads">Queries at a time; the result does not depend on it.</param>
    /// <param name="done">Told the queries done so far, of as many as there are with two sources or more, from any thread.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>Null where no query has two sources, or none has other targets to learn errors from.</returns>
    public static TieStudy? Run(
        TrainingRows rows, IReadOnlyList<Prediction> heldOut, double level, int seed, int threads = 1, Action<int>? done = null, CancellationToken cancellation = default)
    {
        var errors = new ErrorsElsewhere(rows, heldOut);
        int[][] queries = [.. Rankings(rows).OrderBy(q => q.Key, StringComparer.Ordinal).Select(q => q.ToArray())];
        var judged = new (string Target, double Held, int Tied)?[queries.Length];
        int finished = 0;
        Parallel.For(0, queries.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, q =>
        {
            judged[q] = Judge(rows, heldOut, errors, queries[q], level);
            done?.Invoke(Interlocked.Increment(ref finished));
        });
        (string Target, double Held, int Tied, int Sources)[] known =
            [.. judged.Zip(queries).Where(j => j.First is not null).Select(j => (j.First!.Value.Target, j.First.Value.Held, j.First.Value.Tied, j.Second.Length))];
        return known.Length == 0 ? null : new TieStudy(
            GroupBootstrap.Mean(known.Select(q => (q.Target, q.Held)), seed)!, known.Average(q => q.Tied), known.Average(q => q.Sources), known.Length);
    }

    /// <summary>How many rankings there are to judge: those of two sources or more.</summary>
    public static int Count(TrainingRows rows) => Rankings(rows).Count();

    static IEnumerable<IGrouping<string, int>> Rankings(TrainingRows rows) => Enumerable.Range(0, rows.Count).GroupBy(rows.Query).Where(q => q.Count() > 1);

    /// <summary>Whether one query's tied sources hold its best one, 1 or 0, and how many they are; null where there are no other targets to learn errors from.</summary>
    static (string Target, double Held, int Tied)? Judge(TrainingRows rows, IReadOnlyList<Prediction> heldOut, ErrorsElsewhere errors, int[] members, double level)
    {
        SettingErrors own = errors.For(members);
        string[] sources = [.. members.Select(i => rows.Sources[i])];
        string target = rows.Groups[members[0]].TargetGroup;
        if (!TargetBelief.CanCreate(own, target, sources))
            return null;
        bool[] tied = TopTies.Find(TargetBelief.Create(own, target, sources, [.. members.Select(i => heldOut[i].Predicted)]).Scores, level);
        double best = members.Max(i => heldOut[i].Actual);
        return (target, Enumerable.Range(0, members.Length).Any(i => tied[i] && heldOut[members[i]].Actual == best) ? 1 : 0, tied.Count(t => t));
    }
}
