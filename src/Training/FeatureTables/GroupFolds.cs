namespace TransferPredict.Training.FeatureTables;

/// <summary>Folds of whole groups with about as many rows each, so that no fold is empty and no group is in two.</summary>
public static class GroupFolds
{
    /// <summary>Folds where none are asked for.</summary>
    public const int DefaultFolds = 5;

    /// <summary>Gives every group a fold: the groups with most rows first, each to the fold that has the fewest rows so far.</summary>
    /// <param name="rows">Number of rows of each group.</param>
    /// <param name="folds">Number of folds, 2 or more.</param>
    /// <returns>A group's fold, 0 to folds - 1; every fold has one group or more.</returns>
    /// <exception cref="InvalidDataException">There are fewer groups than folds.</exception>
    public static Dictionary<string, int> Assign(IReadOnlyDictionary<string, int> rows, int folds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        if (rows.Count < folds)
            throw new InvalidDataException($"The table has {rows.Count} target languages; {folds} folds expect {folds} or more.");
        long[] sizes = new long[folds];
        Dictionary<string, int> assigned = new(rows.Count, StringComparer.Ordinal);
        foreach ((string group, int count) in rows.OrderByDescending(g => g.Value).ThenBy(g => g.Key, StringComparer.Ordinal))
        {
            int smallest = Array.IndexOf(sizes, sizes.Min());
            assigned.Add(group, smallest);
            sizes[smallest] += count;
        }
        return assigned;
    }
}
