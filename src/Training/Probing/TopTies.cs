namespace TransferPredict.Training.Probing;

/// <summary>Which sources cannot be told from the best.</summary>
public static class TopTies
{
    /// <summary>
    /// A source is tied with the one of the highest mean, b, when the probability that it scores at least as high, Φ((mᵢ - m_b) / s) with
    /// s² = Σᵢᵢ + Σ_bb - 2 Σᵢ_b, is at least 1 - level: a one-sided test of the difference of the two. What errs alike for all sources of the
    /// target, its level, cancels in the difference.
    /// </summary>
    /// <param name="belief">What is believed of the sources.</param>
    /// <param name="level">How sure it must be that a source is worse, in (0, 1).</param>
    /// <returns>True for the tied sources, the best among them; of several highest means the first is the best.</returns>
    public static bool[] Find(ScoreBelief belief, double level)
    {
        int n = belief.Mean.Length;
        bool[] tied = new bool[n];
        int best = 0;
        for (int i = 1; i < n; i++)
            if (belief.Mean[i] > belief.Mean[best])
                best = i;
        for (int i = 0; i < n; i++)
            tied[i] = i == best || Overtakes(belief, i, best) >= 1 - level;
        return tied;
    }

    /// <summary>The probability that a source scores at least as high as another.</summary>
    /// <param name="belief">What is believed of them.</param>
    /// <param name="source">The source.</param>
    /// <param name="other">The other.</param>
    public static double Overtakes(ScoreBelief belief, int source, int other)
    {
        int n = belief.Mean.Length;
        double difference = belief.Mean[source] - belief.Mean[other];
        double variance = belief.Covariance[source * n + source] + belief.Covariance[other * n + other] - 2 * belief.Covariance[source * n + other];
        // Both measured, or both the same to rounding: nothing is left to chance.
        return variance > 1e-15 ? StandardNormal.Cumulative(difference / Math.Sqrt(variance)) : difference >= 0 ? 1 : 0;
    }
}
