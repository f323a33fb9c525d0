using TransferPredict.Features.Languages;
using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Pairs;

/// <summary>
/// How much two texts share, from their counts alone. Every measure is NaN where a text is empty, and gives the same bits on every
/// machine.
/// </summary>
static class CountOverlap
{
    const double Ln2 = 0.6931471805599453;

    /// <summary>
    /// Share of drawn rows that two draws have in common, in expectation for long draws: sum of min(p, q), in [0, 1];
    /// 1 minus the total variation distance.
    /// </summary>
    public static double SharedMass(SparseCounts a, SparseCounts b)
    {
        if (a.Total == 0 || b.Total == 0)
            return double.NaN;
        double shared = 0;
        Merge(a, b, (x, y) => shared += Math.Min(x / (double)a.Total, y / (double)b.Total));
        return shared;
    }

    /// <summary>Types both texts use, over types either uses, in [0, 1].</summary>
    public static double Jaccard(SparseCounts a, SparseCounts b) => Jaccard(a, b, 1);

    /// <summary>The same among the types that a text uses at least twice; NaN where a text uses none twice.</summary>
    public static double JaccardOfRepeated(SparseCounts a, SparseCounts b) => Jaccard(a, b, 2);

    /// <summary>Share of the second text's running words whose type the first text has too, in [0, 1].</summary>
    public static double Coverage(SparseCounts known, SparseCounts text)
    {
        if (known.Total == 0 || text.Total == 0)
            return double.NaN;
        long covered = 0;
        Merge(known, text, (x, y) => covered += x > 0 ? y : 0);
        return covered / (double)text.Total;
    }

    /// <summary>Jensen-Shannon divergence of the two distributions in bits, in [0, 1] (Lin 1991).</summary>
    public static double JensenShannon(SparseCounts a, SparseCounts b)
    {
        if (a.Total == 0 || b.Total == 0)
            return double.NaN;
        double sum = 0;
        Merge(a, b, (x, y) =>
        {
            double p = x / (double)a.Total, q = y / (double)b.Total, middle = (p + q) / 2;
            sum += (p > 0 ? p * PortableMath.Log(p / middle) : 0) + (q > 0 ? q * PortableMath.Log(q / middle) : 0);
        });
        return Math.Clamp(sum / 2 / Ln2, 0, 1);
    }

    static double Jaccard(SparseCounts a, SparseCounts b, int atLeast)
    {
        long both = 0, first = 0, second = 0;
        Merge(a, b, (x, y) =>
        {
            both += x >= atLeast && y >= atLeast ? 1 : 0;
            first += x >= atLeast ? 1 : 0;
            second += y >= atLeast ? 1 : 0;
        });
        return first == 0 || second == 0 ? double.NaN : both / (double)(first + second - both);
    }

    /// <summary>Walks both key lists once; a key that one side lacks has count 0 there.</summary>
    static void Merge(SparseCounts a, SparseCounts b, Action<int, int> visit)
    {
        ReadOnlySpan<ulong> left = a.Keys, right = b.Keys;
        int i = 0, j = 0;
        while (i < left.Length || j < right.Length)
        {
            if (j == right.Length || i < left.Length && left[i] < right[j])
                visit(a.Counts[i++], 0);
            else if (i == left.Length || right[j] < left[i])
                visit(0, b.Counts[j++]);
            else
                visit(a.Counts[i++], b.Counts[j++]);
        }
    }
}
