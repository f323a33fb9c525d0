namespace TransferPredict.Training.Probing;

/// <summary>
/// What one more measurement is worth: by how much the score of the source that is then chosen is expected to be higher than that of the
/// one chosen now, which is by how much expected regret falls. Exact for a normal belief (Frazier, Powell and Dayanik 2009,
/// "The Knowledge-Gradient Policy for Correlated Normal Beliefs", INFORMS Journal on Computing 21(4), algorithms 1 and 2).
/// </summary>
public static class KnowledgeGradient
{
    /// <summary>The gain from measuring each source, in units of the score, 0 or more.</summary>
    /// <param name="belief">What is believed of measured scores. A measured score counts as it is: the model that was fine-tuned can be kept.</param>
    public static double[] Gains(ScoreBelief belief)
    {
        int n = belief.Mean.Length;
        double[] gains = new double[n], slopes = new double[n];
        for (int source = 0; source < n; source++)
        {
            double variance = belief.Covariance[source * n + source];
            if (!(variance > 1e-15)) // measured already
                continue;
            double deviation = Math.Sqrt(variance);
            for (int i = 0; i < n; i++)
                slopes[i] = belief.Covariance[i * n + source] / deviation;
            gains[source] = Gain(belief.Mean, slopes);
        }
        return gains;
    }

    /// <summary>E[max (aᵢ + bᵢ Z)] - max aᵢ for a standard normal Z.</summary>
    /// <param name="intercepts">a.</param>
    /// <param name="slopes">b, as many.</param>
    public static double Gain(ReadOnlySpan<double> intercepts, ReadOnlySpan<double> slopes)
    {
        (double A, double B)[] lines = new (double, double)[intercepts.Length];
        for (int i = 0; i < lines.Length; i++)
            lines[i] = (intercepts[i], slopes[i]);
        Array.Sort(lines, (x, y) => x.B != y.B ? x.B.CompareTo(y.B) : x.A.CompareTo(y.A));

        // The upper envelope from left to right, and where each of its lines takes over from the one before.
        var envelope = new List<(double A, double B)>(lines.Length);
        var from = new List<double>(lines.Length);
        foreach ((double a, double b) in lines)
        {
            double start = double.NegativeInfinity;
            while (envelope.Count > 0)
            {
                (double topA, double topB) = envelope[^1];
                start = topB == b ? double.NegativeInfinity : (topA - a) / (b - topB);
                if (topB != b && start > from[^1])
                    break;
                envelope.RemoveAt(envelope.Count - 1);
                from.RemoveAt(from.Count - 1);
                start = double.NegativeInfinity;
            }
            envelope.Add((a, b));
            from.Add(start);
        }
        double gain = 0;
        for (int i = 1; i < envelope.Count; i++)
        {
            double distance = Math.Abs(from[i]);
            gain += (envelope[i].B - envelope[i - 1].B) * Math.Max(0, StandardNormal.Density(distance) - distance * StandardNormal.Cumulative(-distance));
        }
        return gain;
    }
}
