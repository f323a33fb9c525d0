namespace TransferPredict.Features.Representations.Similarity;

/// <summary>Vectors scaled to length 1, so that dot products are cosines.</summary>
public static class UnitRows
{
    /// <summary>Scales rows; a row of zeros stays one, and its cosine with anything counts as 0.</summary>
    /// <param name="rows">Rows of <paramref name="width"/> finite values.</param>
    /// <param name="width">Values in a row, 1 or more.</param>
    /// <param name="result">Takes as many values; may be the rows themselves.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static void Compute(ReadOnlySpan<float> rows, int width, Span<float> result)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (rows.Length % width != 0)
            throw RepresentationThrow.Rows(rows.Length, width, nameof(rows));
        if (result.Length != rows.Length)
            throw RepresentationThrow.Length(result.Length, rows.Length, nameof(result));
        for (int start = 0; start < rows.Length; start += width)
        {
            double squares = 0;
            foreach (float value in rows.Slice(start, width))
                squares += (double)value * value;
            double scale = squares > 0 ? 1 / Math.Sqrt(squares) : 0;
            for (int i = start; i < start + width; i++)
                result[i] = (float)(rows[i] * scale);
        }
    }

    internal static float[] Of(ReadOnlySpan<float> rows, int width)
    {
        float[] unit = new float[rows.Length];
        Compute(rows, width, unit);
        return unit;
    }
}
