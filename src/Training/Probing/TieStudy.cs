using System.Collections.Immutable;
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
    /// <returns>Null where no query has two sources, or none has other targets to learn errors from.</returns>
    public static TieStudy? Run(TrainingRows rows, IReadOnlyList<Prediction> heldOut, double level, int seed)
    {
        HeldOutErrors errors = HeldOutErrors.Of(rows, heldOut, [.. heldOut.Select(_ => ImmutableArray<double>.Empty)]);
        List<(string Target, double Held, int Tied, int Sources)> queries = [];
        foreach (IGrouping<string, int> query in Enumerable.Range(0, rows.Count).GroupBy(rows.Query).Where(q => q.Count() > 1).OrderBy(q => q.Key, StringComparer.Ordinal))
        {
            int[] members = [.. query];
            SettingErrors own = errors.Settings[rows.Groups[members[0]].Setting];
            string[] sources = [.. members.Select(i => rows.Sources[i])];
            string target = rows.Groups[members[0]].TargetGroup;
            if (!TargetBelief.CanCreate(own, target, sources))
                continue;
            bool[] tied = TopTies.Find(TargetBelief.Create(own, target, sources, [.. members.Select(i => heldOut[i].Predicted)]).Scores, level);
            double best = members.Max(i => heldOut[i].Actual);
            queries.Add((target, Enumerable.Range(0, members.Length).Any(i => tied[i] && heldOut[members[i]].Actual == best) ? 1 : 0, tied.Count(t => t), members.Length));
        }
        return queries.Count == 0 ? null : new TieStudy(
            GroupBootstrap.Mean(queries.Select(q => (q.Target, q.Held)), seed)!, queries.Average(q => q.Tied), queries.Average(q => q.Sources), queries.Count);
    }
}
