namespace TransferPredict.Training.CommandLine;

/// <summary>Figures drawn in a line of text.</summary>
public static class Bars
{
    const int Width = 16, LongestShare = 12;

    /// <summary>A score with its interval between 0 and 1: "···──●──········".</summary>
    /// <param name="lower">The interval's lower end, in [0, 1].</param>
    /// <param name="score">The score, in [0, 1].</param>
    /// <param name="upper">The interval's upper end, in [0, 1].</param>
    public static string Interval(double lower, double score, double upper)
    {
        int from = Place(lower), at = Place(score), to = Place(upper);
        return string.Concat(Enumerable.Range(0, Width).Select(i => i == at ? '●' : i >= from && i <= to ? '─' : '·'));
    }

    /// <summary>A bar as long as a share of the longest: "██████".</summary>
    /// <param name="value">The value; its sign has no say.</param>
    /// <param name="longest">What fills the whole length, above 0.</param>
    public static string Share(double value, double longest) => new('█', (int)Math.Round(Math.Clamp(Math.Abs(value) / longest, 0, 1) * LongestShare));

    static int Place(double score) => (int)Math.Clamp(score * Width, 0, Width - 1);
}
