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
    /// <summary>What is held out whole.</summary>
    public HeldOut HeldOut { get; init; } = HeldOut.Targets;

    /// <summary>Whether the held-out languages' own scores are learned from: figures flatter what a new language would get.</summary>
    public bool IsOptimistic => HeldOut == HeldOut.Rows;

    /// <summary>The name as people read it: figures that flatter say so.</summary>
    public string Title => IsOptimistic ? $"{Name} (optimistic)" : Name;

    /// <summary>Whether languages are held out.</summary>
    public bool HoldsLanguages => HeldOut is HeldOut.Targets or HeldOut.Sources;

    /// <summary>Whether a held-out row's whole query is held out with it, so that probes would tell something.</summary>
    public bool HoldsQueries => HeldOut is HeldOut.Targets or HeldOut.Models;

    /// <summary>
    /// The same test rows, from whose training rows the held-out languages are gone altogether: held-out targets as sources, held-out
    /// sources as targets.
    /// </summary>
    /// <exception cref="InvalidOperationException">The split holds no languages out.</exception>
    public Splitter Strict()
    {
        (Func<PairGroups, string> held, Func<PairGroups, string> other) = HeldOut switch
        {
            HeldOut.Targets => ((Func<PairGroups, string>)(g => g.TargetGroup), (Func<PairGroups, string>)(g => g.SourceGroup)),
            HeldOut.Sources => (g => g.SourceGroup, g => g.TargetGroup),
            _ => throw new InvalidOperationException($"{Name} holds no languages out; expected a split of targets or sources."),
        };
        return this with
        {
            Name = $"{Name}-strict",
            Promise = "no held-out language is in training rows at all",
            Split = rows =>
            [
                .. Split(rows).Select(f =>
                {
                    HashSet<string> gone = [.. f.Test.Select(i => held(rows[i]))];
                    return f with { Train = [.. f.Train.Where(i => !gone.Contains(other(rows[i])))] };
                }),
            ],
        };
    }

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
        "leave-one-source-out", "no language is a source on both sides", rows => ByKey([.. rows.Select(g => g.SourceGroup)]))
    {
        HeldOut = HeldOut.Sources,
    };

    /// <summary>
    /// All targets of a family are held out together; a target of unknown family counts as a family of its own, unless another
    /// row of the same language names it.
    /// </summary>
    public static Splitter LeaveOneFamilyOut { get; } = new(
        "leave-one-family-out", "no family, and no language, is a target's on both sides", rows => ByKey(Known(rows, "family", g => g.TargetFamily)));

    /// <summary>All targets of a genus are held out together; unknown ones as in <see cref="LeaveOneFamilyOut"/>.</summary>
    public static Splitter LeaveOneGenusOut { get; } = new(
        "leave-one-genus-out", "no genus, and no language, is a target's on both sides", rows => ByKey(Known(rows, "genus", g => g.TargetGenus)));

    /// <summary>All rows of a model are held out together; its languages stay in the training rows of other models.</summary>
    public static Splitter LeaveOneModelOut { get; } = new(
        "leave-one-model-out", "no model is on both sides", rows => ByKey([.. rows.Select(g => g.Model)]))
    {
        HeldOut = HeldOut.Models,
    };

    /// <summary>Random rows: optimistic, since the held-out target's other pairs are learned from.</summary>
    /// <param name="folds">Number of folds, 2 or more; no more folds are made than there are rows.</param>
    /// <param name="seed">Seed of the shuffle.</param>
    public static Splitter RandomFolds(int folds, int seed)
    {
        RequireFolds(folds);
        return new Splitter($"random-{folds}-fold", "nothing but the row itself", rows =>
        {
            int[] order = Shuffled(rows.Count, seed, "random folds"), parts = new int[rows.Count];
            for (int i = 0; i < order.Length; i++)
                parts[order[i]] = i % folds;
            return Numbered(parts);
        })
        { HeldOut = HeldOut.Rows };
    }

    /// <summary>Parts of the targets to hold out in turn among training rows: what is learned from errors on held-out targets is learned from these.</summary>
    /// <param name="seed">Seed of the draw.</param>
    public static Splitter InnerTargetFolds(int seed) => TargetFolds(5, seed);

    /// <summary>
    /// A few folds of whole target languages, of about as many languages each: what leave-one-target-out promises, for inner
    /// loops that cannot afford a fold a language. Which language is in which fold depends on the order in which rows name them, not
    /// on what they are called.
    /// </summary>
    /// <param name="folds">Number of folds, 2 or more; no more folds are made than there are languages.</param>
    /// <param name="seed">Seed of the shuffle of languages.</param>
    public static Splitter TargetFolds(int folds, int seed)
    {
        RequireFolds(folds);
        return new Splitter($"{folds} folds of targets", "no language is a target on both sides", rows =>
        {
            string[] targets = [.. rows.Select(g => g.TargetGroup).Distinct()];
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

    /// <summary>A family or genus a row. A variant whose own facts are unknown (deu_Cyrl) is in that of its language (deu).</summary>
    static string[] Known(IReadOnlyList<PairGroups> rows, string kind, Func<PairGroups, string?> of)
    {
        Dictionary<string, string> known = [];
        foreach (PairGroups row in rows)
            if (of(row) is { } group && !known.TryAdd(row.TargetGroup, group) && known[row.TargetGroup] != group)
                throw new InvalidDataException($"'{row.TargetGroup}' is in {kind} '{known[row.TargetGroup]}' and in {kind} '{group}'; expected one {kind} a language.");
        return [.. rows.Select(g => known.GetValueOrDefault(g.TargetGroup, $"unknown: {g.TargetGroup}"))];
    }
}
