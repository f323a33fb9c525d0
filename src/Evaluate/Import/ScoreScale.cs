namespace TransferPredict.Evaluate.Import;

/// <summary>Tells percentages from fractions: a file has one of them throughout.</summary>
static class ScoreScale
{
    /// <summary>What the scores of a file are divided by: 100 when any of them exceeds 1.</summary>
    public static double Divisor(IEnumerable<double> scores) => scores.Any(s => s > 1) ? 100 : 1;

    /// <summary>What scores of a divisor are, as remarks say it.</summary>
    public static string Name(double divisor) => divisor > 1 ? "percentages" : "fractions";
}
