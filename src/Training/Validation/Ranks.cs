namespace TransferPredict.Training.Validation;

/// <summary>Places of values in a list, and the correlation of two orders.</summary>
public static class Ranks
{
    /// <summary>Mean ranks from 1 up, ascending; ties share the mean of their places.</summary>
    /// <param name="values">Any numbers but NaN.</param>
    public static double[] Of(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        int[] order = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, order);
        double[] ranks = new double[sorted.Length];
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            end = start + 1;
            while (end < sorted.Length && sorted[end] == sorted[start])
                end++;
            for (int i = start; i < end; i++)
                ranks[order[i]] = (start + 1 + end) / 2.0;
        }
        return ranks;
    }

    /// <summary>Spearman's rank correlation with mean ranks for ties, in [-1, 1]; 0 when either side is constant.</summary>
    /// <param name="a">Any numbers but NaN.</param>
    /// <param name="b">As many.</param>
    public static double Spearman(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double[] x = Of(a), y = Of(b);
        double mean = (x.Length + 1) / 2.0, xy = 0, xx = 0, yy = 0; // whole and half numbers: these sums are exact
        for (int i = 0; i < x.Length; i++)
        {
            xy += (x[i] - mean) * (y[i] - mean);
            xx += (x[i] - mean) * (x[i] - mean);
            yy += (y[i] - mean) * (y[i] - mean);
        }
        return xx == 0 || yy == 0 ? 0 : xy / Math.Sqrt(xx * yy);
    }
}
