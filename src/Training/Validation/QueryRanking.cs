namespace TransferPredict.Training.Validation;

/// <summary>
/// How well one target's sources are ordered. Ties in the prediction are scored in expectation over their orders, exactly, so that
/// no figure depends on the order of rows. Definitions: docs/evaluation.md.
/// </summary>
/// <param name="Spearman">Rank correlation, in [-1, 1]; 0 when either side is constant.</param>
/// <param name="Ndcg1">NDCG@1 (Järvelin and Kekäläinen 2002, with the gains of Lin et al. 2019), in [0, 1].</param>
/// <param name="Ndcg3">NDCG@3, in [0, 1].</param>
/// <param name="Ndcg5">NDCG@5, in [0, 1].</param>
/// <param name="Regret1">Best measured score minus the one expected of the source ranked first, in units of the score, 0 or more.</param>
/// <param name="Top3Hit">Chance that a best source is among the first three, in [0, 1].</param>
public readonly record struct QueryRanking(double Spearman, double Ndcg1, double Ndcg3, double Ndcg5, double Regret1, double Top3Hit)
{
    /// <summary>Relevance of the best source; the source in place 11 has 0.</summary>
    const int HighestRelevance = 10;

    const int HitPlaces = 3;

    /// <summary>Scores one query.</summary>
    /// <param name="actual">Measured scores of two sources or more, finite.</param>
    /// <param name="predicted">Their predictions, finite; the highest is ranked first.</param>
    /// <exception cref="ArgumentException">There are fewer than two sources, or not as many predictions, or one is NaN.</exception>
    public static QueryRanking Of(double[] actual, double[] predicted)
    {
        if (actual.Length < 2 || predicted.Length != actual.Length)
            throw new ArgumentException($"{actual.Length} scores and {predicted.Length} predictions; expected as many of both, 2 or more.", nameof(predicted));
        if (actual.Any(double.IsNaN) || predicted.Any(double.IsNaN))
            throw new ArgumentException("A score or prediction is NaN; expected numbers.", nameof(predicted));
        int[] order = [.. Enumerable.Range(0, actual.Length).OrderByDescending(i => predicted[i])];
        double[] gains = Gains(actual), ideal = [.. gains.OrderDescending()];
        double[] expected = InPredictedOrder(gains, predicted, order);
        double best = actual.Max();
        return new QueryRanking(
            Ranks.Spearman(actual, predicted),
            Dcg(expected, 1) / Dcg(ideal, 1), Dcg(expected, 3) / Dcg(ideal, 3), Dcg(expected, 5) / Dcg(ideal, 5),
            Math.Max(0, best - InPredictedOrder(actual, predicted, order)[0]),
            ChanceOfBest(actual, predicted, order, best));
    }

    /// <summary>2^rel - 1 with rel = max(0, 11 - place of the true score among the sources), ties sharing the better place.</summary>
    static double[] Gains(double[] actual)
    {
        int[] order = [.. Enumerable.Range(0, actual.Length).OrderByDescending(i => actual[i])];
        double[] gains = new double[actual.Length];
        foreach ((int start, int end) in Ties(actual, order))
            foreach (int i in order.AsSpan(start, end - start))
                gains[i] = (1 << Math.Max(0, HighestRelevance - start)) - 1;
        return gains;
    }

    static double Dcg(double[] gains, int places)
    {
        double sum = 0;
        for (int i = 0; i < Math.Min(places, gains.Length); i++)
            sum += gains[i] / Math.Log2(i + 2);
        return sum;
    }

    /// <summary>Values in predicted order; tied ones each replaced by their mean, the expectation over their orders.</summary>
    static double[] InPredictedOrder(double[] values, double[] predicted, int[] order)
    {
        double[] result = new double[values.Length];
        foreach ((int start, int end) in Ties(predicted, order))
        {
            double sum = 0;
            foreach (int i in order.AsSpan(start, end - start))
                sum += values[i];
            result.AsSpan(start, end - start).Fill(sum / (end - start));
        }
        return result;
    }

    static double ChanceOfBest(double[] actual, double[] predicted, int[] order, double best)
    {
        foreach ((int start, int end) in Ties(predicted, order))
        {
            int tied = end - start, bests = order[start..end].Count(i => actual[i] == best), places = Math.Min(HitPlaces - start, tied);
            if (places <= 0)
                return 0;
            if (bests == 0)
                continue;
            double none = 1; // hypergeometric: no best source among the `places` drawn of the tied ones
            for (int drawn = 0; drawn < places; drawn++)
                none *= Math.Max(0, tied - bests - drawn) / (double)(tied - drawn);
            return 1 - none;
        }
        return 0;
    }

    /// <summary>Ranges of places whose values are equal.</summary>
    static IEnumerable<(int Start, int End)> Ties(double[] values, int[] order)
    {
        for (int start = 0, end; start < order.Length; start = end)
        {
            end = start + 1;
            while (end < order.Length && values[order[end]] == values[order[start]])
                end++;
            yield return (start, end);
        }
    }
}
