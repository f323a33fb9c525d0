namespace TransferPredict.Training.Predictor;

/// <summary>
/// One number a source out of several models: the scores that one of them predicts, given to the sources in the order that all of them
/// agree on. So errors and ranking are of the same number, and the level and spread are those of the model that predicts scores.
/// </summary>
static class RankBlend
{
    /// <summary>Blends the predictions for one target's sources.</summary>
    /// <param name="scores">Predicted scores.</param>
    /// <param name="orders">Of each further model, numbers that order the sources, in any unit.</param>
    /// <returns>The predicted scores, the highest to the source whose standardised predictions sum up highest; ties share their mean.</returns>
    internal static double[] Blend(ReadOnlySpan<double> scores, params ReadOnlySpan<double[]> orders)
    {
        int count = scores.Length;
        double[] votes = new double[count];
        AddStandardised(scores, votes);
        foreach (double[] order in orders)
            AddStandardised(order, votes);

        int[] places = [.. Enumerable.Range(0, count).OrderBy(i => votes[i])];
        double[] sorted = scores.ToArray(), blended = new double[count];
        Array.Sort(sorted);
        for (int start = 0, end; start < count; start = end)
        {
            double sum = 0;
            for (end = start; end < count && votes[places[end]] == votes[places[start]]; end++)
                sum += sorted[end];
            foreach (int i in places.AsSpan(start, end - start))
                blended[i] = sum / (end - start);
        }
        return blended;
    }

    // Numbers that are all equal order nothing and add nothing.
    static void AddStandardised(ReadOnlySpan<double> values, double[] sums)
    {
        double mean = 0, squares = 0;
        foreach (double value in values)
            mean += value / values.Length;
        foreach (double value in values)
            squares += (value - mean) * (value - mean);
        double deviation = Math.Sqrt(squares / values.Length);
        if (!(deviation > 1e-12 * Math.Abs(mean)))
            return;
        for (int i = 0; i < sums.Length; i++)
            sums[i] += (values[i] - mean) / deviation;
    }
}
