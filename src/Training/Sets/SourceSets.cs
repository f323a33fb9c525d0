using System.Collections.Immutable;
using TransferPredict.Training.Probing;

namespace TransferPredict.Training.Sets;

/// <summary>
/// Chooses sources to fine-tune on together. The model of a union (docs/rank.md): with equal shares it serves the target as well as the best
/// of its members, which is not known beforehand; so it is worth E[max] under the belief, and a source is worth taking that may be best
/// where those already taken are not.
/// </summary>
public static class SourceSets
{
    /// <summary>
    /// Takes the source that raises E[max] most, one after the other. E[max] grows with the set and by less the larger it is (it is
    /// monotone and submodular), so the set found gains at least 1 - 1/e of what the best set of that size does (Nemhauser, Wolsey and Fisher
    /// 1978). The first is the source of the highest mean; of sources that raise it equally that of the higher mean is taken.
    /// </summary>
    /// <param name="belief">What is believed of the sources.</param>
    /// <param name="count">How many to choose, from 1 to all.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not that many.</exception>
    public static ImmutableArray<ChosenSource> Choose(ScoreBelief belief, int count)
    {
        int n = belief.Mean.Length;
        if (count < 1 || count > n)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"Between 1 and {n} sources can be chosen.");
        var draws = new ScoreDraws(belief);
        double[] best = new double[ScoreDraws.Count];
        Array.Fill(best, double.NegativeInfinity);
        bool[] taken = new bool[n];
        ImmutableArray<ChosenSource>.Builder chosen = ImmutableArray.CreateBuilder<ChosenSource>(count);
        while (chosen.Count < count)
        {
            int next = -1;
            double highest = double.NegativeInfinity;
            for (int source = 0; source < n; source++)
            {
                // The mean of all draws of one source is its mean but for rounding.
                double expected = taken[source] ? double.NegativeInfinity : chosen.Count == 0 ? belief.Mean[source] : draws.Raised(best, source);
                if (!taken[source] && (next < 0 || expected > highest || (expected == highest && belief.Mean[source] > belief.Mean[next])))
                    (next, highest) = (source, expected);
            }
            taken[next] = true;
            draws.Raise(best, next);
            chosen.Add(new ChosenSource(next, highest));
        }
        return chosen.MoveToImmutable();
    }
}
