namespace TransferPredict.Training.Predictor;

/// <summary>One row a target: the mean over its sources of every column that says something of the target; NaN in the others.</summary>
static class LevelRow
{
    /// <summary>The row of one target.</summary>
    /// <param name="values">The columns of each of its sources, row after row.</param>
    /// <param name="names">Names of the columns.</param>
    internal static float[] Of(ReadOnlySpan<float> values, IReadOnlyList<string> names)
    {
        float[] row = new float[names.Count];
        for (int column = 0; column < row.Length; column++)
            row[column] = TellsOfTarget(names[column]) ? Mean(values[column..], row.Length) : float.NaN;
        return row;
    }

    // What tells of sources alone differs between targets only by which sources were measured.
    static bool TellsOfTarget(string name) =>
        !name.EndsWith("_source", StringComparison.Ordinal) && !name.StartsWith("src.", StringComparison.Ordinal) && name != NearTargets.Names[0];

    /// <summary>The mean of every <paramref name="stride"/>th value that is not missing; NaN where all are.</summary>
    static float Mean(ReadOnlySpan<float> values, int stride)
    {
        double sum = 0;
        int count = 0;
        for (int at = 0; at < values.Length; at += stride)
        {
            if (float.IsNaN(values[at]))
                continue;
            sum += values[at];
            count++;
        }
        return (float)(sum / count);
    }
}
