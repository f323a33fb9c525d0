using System.Collections.Immutable;
using TransferPredict.Features.Numerics;

namespace TransferPredict.Training.Validation;

/// <summary>
/// A way to hold out parts of a table. Splits are values: index sets that can be inspected for leaks. Every row is held out in
/// exactly one fold; folds come in ordinal order of their names, or of their numbers.
/// </summary>
/// <param name="Name">How reports call it.</param>
/// <param name="Promise">What never meets between training and test rows.</param>
/// <param name="Split">Groups of all rows to folds; a table without rows has none.</param>
public sealed record Splitter(string Name, string Promise, Func<IReadOnlyList<PairGroups>, ImmutableArray<Fold>> Split)
{
    /// <summary>Whether the held-out languages' own scores are learned from: figures flatter what a new language would get.</summary>
    public bool IsOptimistic { get; private init; }

    /// <summary>
    /// The headline: a held-out language leaves as a target from every task, model, script and region at once. It stays as a
    /// source for other targets.
    /// </summary>
    public static Splitter LeaveOneTargetOut { get; } = new(
        "leave-one-target-out", "no language is a target on both sides", rows => ByKey([.. rows.Select(g => g.TargetGroup)]));

    /// <summary>
    /// A held-out language leaves as a source from every task, model, script and region at once. It stays as a target of other
    /// sources.
    /// </summary>
    public static Splitter LeaveOneSourceOut { get; } = new(
        "leave-one-source-out", "no language is a source on both sides", rows => ByKey([.. rows.Select(g => g.SourceGroup)]));

    /// <summary>
    /// All targets of a family are held out together; a target of unknown family counts as a family of its own, unless another
    /// row of the same language names it.
    /// </summary>
    public static Splitter LeaveOneFamilyOut { get; } = new(
        "leave-one-family-out", "no family, and no language, is a target's on both sides", rows => ByKey(Families(rows)));

    /// <summary>All rows of a model are held out together; its languages stay in the training rows of other models.</summary>
    public static Splitter LeaveOneModelOut { get; } = new(
        "leave-one-model-out", "no model is on both sides", rows => ByKey([.. rows.Select(g => g.Model)]));

    /// <summary>Random rows: optimistic, since the held-out target's other pairs are learned from.</summary>
    /// <param name="folds">Number of folds, 2 or more; no more folds are made than there are rows.</param>
    /// <param name="seed">Seed of the shuffle.</param>
    public static Splitter RandomFolds(int folds, int seed)
    {
        RequireFolds(folds);
        return new Splitter($"random {folds}-fold (optimistic)", "nothing but the row itself", rows =>
        {
            int[] order = Shuffled(rows.Count, seed, "random folds"), parts = new int[rows.Count];
            for (int i = 0; i < order.Length; i++)
                parts[order[i]] = i % folds;
            return Numbered(parts);
        })
        { IsOptimistic = true };
    }

    /// <summary>
    /// A few folds of whole target languages, of about as many languages each: what leave-one-target-out promises, for inner
    /// loops that cannot afford a fold a language.
    /// </summary>
    /// <param name="folds">Number of folds, 2 or more; no more folds are made than there are languages.</param>
    /// <param name="seed">Seed of the shuffle of languages.</param>
    public static Splitter TargetFolds(int folds, int seed)
    {
        RequireFolds(folds);
        return new Splitter($"{folds} folds of targets", "no language is a target on both sides", rows =>
        {
            string[] targets = [.. rows.Select(g => g.TargetGroup).Distinct().Order(StringComparer.Ordinal)];
            int[] order = Shuffled(targets.Length, seed, "folds of targets");
            Dictionary<string, int> parts = order.Select((target, i) => (target, i)).ToDictionary(t => targets[t.target], t => t.i % folds);
            return Numbered([.. rows.Select(g => parts[g.TargetGroup])]);
        });
    }

    static void RequireFolds(int folds)
    {
        if (folds < 2)
            throw new ArgumentOutOfRangeException(nameof(folds), folds, "There must be 2 folds or more.");
    }

    static int[] Shuffled(int count, int seed, string name)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        new SeededRandom(seed, name).ShuffleFront<int>(order, count);
        return order;
    }

    static ImmutableArray<Fold> ByKey(string[] keys) =>
        [.. keys.Distinct().Order(StringComparer.Ordinal).Select(k => HoldOut(k, keys.Length, i => keys[i] == k))];

    static ImmutableArray<Fold> Numbered(int[] parts) =>
        [.. Enumerable.Range(0, parts.Length == 0 ? 0 : parts.Max() + 1).Select(f => HoldOut($"fold {f + 1}", parts.Length, i => parts[i] == f))];

    static Fold HoldOut(string name, int count, Func<int, bool> isHeldOut)
    {
        ILookup<bool, int> sides = Enumerable.Range(0, count).ToLookup(isHeldOut);
        return new Fold(name, [.. sides[false]], [.. sides[true]]);
    }

    /// <summary>A family a row. A variant whose own facts are unknown (deu_Cyrl) is in the family of its language (deu).</summary>
    static string[] Families(IReadOnlyList<PairGroups> rows)
    {
        Dictionary<string, string> known = [];
        foreach (PairGroups row in rows)
            if (row.TargetFamily is { } family && !known.TryAdd(row.TargetGroup, family) && known[row.TargetGroup] != family)
                throw new InvalidDataException($"'{row.TargetGroup}' is in family '{known[row.TargetGroup]}' and in family '{family}'; expected one family a language.");
        return [.. rows.Select(g => known.GetValueOrDefault(g.TargetGroup, $"unknown: {g.TargetGroup}"))];
    }
}
