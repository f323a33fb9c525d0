using TransferPredict.Features.Numerics;
using TransferPredict.Training.Probing;

namespace TransferPredict.Training.Sets;

/// <summary>
/// Seeded draws of a target's scores from what is believed of them, the same for every set of sources that is compared. Each draw has a
/// twin mirrored at the mean (antithetic), so that the mean of a single source is exact.
/// </summary>
public sealed class ScoreDraws
{
    /// <summary>Draws, twins included.</summary>
    public const int Count = 8192;

    const long Seed = 20261121;

    readonly double[][] _bySource;

    /// <summary>Draws.</summary>
    /// <param name="belief">What is believed; a source that was measured has no variance and is the same in every draw.</param>
    public ScoreDraws(ScoreBelief belief)
    {
        int n = belief.Mean.Length;
        double[] factor = [.. belief.Covariance], normal = new double[n];
        Factor(factor, n);
        _bySource = [.. belief.Mean.Select(_ => new double[Count])];
        var random = new SeededRandom(Seed, "scores of a target");
        for (int draw = 0; draw < Count; draw += 2)
        {
            Fill(normal, ref random);
            for (int source = 0; source < n; source++)
            {
                double deviation = Cholesky.Dot(factor.AsSpan(source * n, source + 1), normal.AsSpan(0, source + 1));
                (_bySource[source][draw], _bySource[source][draw + 1]) = (belief.Mean[source] + deviation, belief.Mean[source] - deviation);
            }
        }
    }

    /// <summary>The drawn scores of a source.</summary>
    public ReadOnlySpan<double> this[int source] => _bySource[source];

    /// <summary>The expected score of the best of some sources: E[max].</summary>
    /// <param name="sources">One source or more.</param>
    public double ExpectedBest(ReadOnlySpan<int> sources)
    {
        double[] best = new double[Count];
        Array.Fill(best, double.NegativeInfinity);
        double expected = double.NaN;
        foreach (int source in sources)
            expected = Raise(best, source);
        return expected;
    }

    /// <summary>Raises the best of every draw by one source more; returns its mean.</summary>
    internal double Raise(Span<double> best, int source)
    {
        double[] scores = _bySource[source];
        double sum = 0;
        for (int draw = 0; draw < scores.Length; draw++)
            sum += best[draw] = Math.Max(best[draw], scores[draw]);
        return sum / scores.Length;
    }

    /// <summary>What <see cref="Raise"/> would return, with nothing raised.</summary>
    internal double Raised(ReadOnlySpan<double> best, int source)
    {
        double[] scores = _bySource[source];
        double sum = 0;
        for (int draw = 0; draw < scores.Length; draw++)
            sum += Math.Max(best[draw], scores[draw]);
        return sum / scores.Length;
    }

    /// <summary>Cholesky's factor of a covariance that may be singular: what has no variance left has an empty column.</summary>
    static void Factor(double[] matrix, int n)
    {
        double least = 1e-12 * Enumerable.Range(0, n).Max(i => matrix[i * n + i]);
        for (int i = 0; i < n; i++)
        {
            Span<double> row = matrix.AsSpan(i * n, n);
            for (int j = 0; j < i; j++)
                row[j] = matrix[j * n + j] > 0 ? (row[j] - Cholesky.Dot(row[..j], matrix.AsSpan(j * n, j))) / matrix[j * n + j] : 0;
            double rest = row[i] - Cholesky.Dot(row[..i], row[..i]);
            row[i] = rest > least ? Math.Sqrt(rest) : 0;
        }
    }

    /// <summary>Independent standard normal numbers (Box and Muller 1958).</summary>
    static void Fill(double[] normal, ref SeededRandom random)
    {
        for (int i = 0; i < normal.Length; i += 2)
        {
            double radius = Math.Sqrt(-2 * Math.Log(((random.Next() >> 11) + 1) * Math.ScaleB(1, -53))), angle = 2 * Math.PI * ((random.Next() >> 11) * Math.ScaleB(1, -53));
            normal[i] = radius * Math.Cos(angle);
            if (i + 1 < normal.Length)
                normal[i + 1] = radius * Math.Sin(angle);
        }
    }
}
